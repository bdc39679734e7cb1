using Temporalio.Workflows;

namespace MusicSync.Worker.Syncs.Remembered;

/// <summary>Remembers what the person of an account has chosen by hand, for the lists to come. One an account, never closed.</summary>
[Workflow]
public sealed class ChoicesWorkflow
{
    private readonly ChoicesState _state;

    /// <summary>Takes over what an earlier run knew.</summary>
    /// <param name="account">What is known.</param>
    [WorkflowInit]
    public ChoicesWorkflow(AccountChoices account) => _state = new ChoicesState(account.Choices);

    /// <summary>The id of an account's choices.</summary>
    /// <param name="userId">Spotify's id of the user.</param>
    /// <returns>The workflow id.</returns>
    public static string IdOf(string userId) => $"choices/{userId}";

    /// <summary>Stays until its history is long, then goes on in a new run.</summary>
    /// <param name="account">The same as the constructor's.</param>
    /// <returns>Never, but for continuing as new.</returns>
    [WorkflowRun]
    public async Task RunAsync(AccountChoices account)
    {
        await Workflow.WaitConditionAsync(() => Workflow.ContinueAsNewSuggested && Workflow.AllHandlersFinished);
        var next = new AccountChoices(_state.All);
        throw Workflow.CreateContinueAsNewException((ChoicesWorkflow workflow) => workflow.RunAsync(next));
    }

    /// <summary>Remembers a choice; the same one again changes nothing.</summary>
    /// <param name="choice">The choice.</param>
    /// <returns>A finished task.</returns>
    [WorkflowSignal("remember")]
    public Task RememberAsync(RememberedChoice choice)
    {
        _state.Remember(choice);
        return Task.CompletedTask;
    }

    /// <summary>Forgets a choice.</summary>
    /// <param name="key">The choice's key.</param>
    /// <returns>Whether there was one.</returns>
    [WorkflowUpdate("forget")]
    public Task<bool> ForgetAsync(string key) => Task.FromResult(_state.Forget(key));

    /// <summary>What is remembered.</summary>
    /// <returns>The choices, oldest first.</returns>
    [WorkflowQuery("choices")]
    public IReadOnlyList<RememberedChoice> Choices() => _state.All;
}
