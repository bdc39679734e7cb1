using System.Text.Json;
using MusicSync.Worker.Agents;

namespace MusicSync.Worker.Tests.Agents;

public sealed class ApprovalsTests
{
    private const string CallId = "1-1";

    private static readonly JsonElement Arguments = Json("""{"b": [1, {"d": "x", "c": null}], "a": "ä"}""");

    [Fact]
    public void Fingerprint_IsTheSame_HoweverTheJsonIsWritten() => Assert.Equal(
        Approvals.FingerprintOf("tool", Arguments), Approvals.FingerprintOf("tool", Json("""{ "a":"\u00e4", "b":[ 1,{"c":null,"d":"x"} ] }""")));

    [Theory]
    [InlineData("other", """{"b": [1, {"d": "x", "c": null}], "a": "ä"}""")]
    [InlineData("tool", """{"b": [1, {"d": "x", "c": null}], "a": "a"}""")]
    [InlineData("tool", """{"b": [{"d": "x", "c": null}, 1], "a": "ä"}""")]
    public void Fingerprint_IsAnotherOne_ForAnotherCall(string tool, string arguments) =>
        Assert.NotEqual(Approvals.FingerprintOf("tool", Arguments), Approvals.FingerprintOf(tool, Json(arguments)));

    [Fact]
    public void Decision_IsTakenOnce_AndTheSameOneAgainIsNoError()
    {
        var approvals = Asked();
        var yes = new Decision(CallId, approvals.Pending[0].Fingerprint, Approved: true, "fine");

        Assert.Null(approvals.Refusal(yes));
        approvals.Take(yes);
        Assert.Null(approvals.Refusal(yes));
        approvals.Take(yes with { Reason = "later" });

        Assert.Empty(approvals.Pending);
        Assert.Equal((ApprovalState.Approved, "fine"), (approvals.Newest[0].State, approvals.Newest[0].Reason));
        Assert.Equal(Approvals.DecidedOtherwise, approvals.Refusal(yes with { Approved = false })?.ErrorType);
    }

    [Fact]
    public void Decision_AboutAnotherCallThanWasShown_IsRefused()
    {
        var approvals = Asked();

        Assert.Equal(Approvals.OtherCall, approvals.Refusal(new Decision(CallId, "0", Approved: true))?.ErrorType);
        Assert.Equal(Approvals.NotAsked, approvals.Refusal(new Decision("9-9", approvals.Pending[0].Fingerprint, Approved: true))?.ErrorType);
    }

    private static Approvals Asked() => new([
        new Approval(CallId, "tool", Arguments, Approvals.FingerprintOf("tool", Arguments), DateTimeOffset.UnixEpoch),
    ]);

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
