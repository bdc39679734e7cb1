using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace MusicSync.ServiceDefaults.Tests;

public sealed class NoBaggagePropagatorTests
{
    [Fact]
    public void TraceContext_TravelsOnAndBaggageDoesNot()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddServiceDefaults();
        using var services = builder.Services.BuildServiceProvider();
        var propagator = services.GetRequiredService<DistributedContextPropagator>();
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).AddBaggage("customer", "42").Start();
        var sent = new Dictionary<string, string>();

        propagator.Inject(activity, sent, (_, name, value) => sent[name] = value);

        Assert.Equal(activity.Id, Assert.Single(sent, header => header.Key == "traceparent").Value);
        Assert.DoesNotContain(sent, header => header.Value.Contains("42", StringComparison.Ordinal) && header.Key != "traceparent");
        Assert.Null(propagator.ExtractBaggage(sent, Get));
        Assert.Same(propagator, DistributedContextPropagator.Current);

        static void Get(object? carrier, string name, out string? value, out IEnumerable<string>? values) => (value, values) = ("customer=42", null);
    }
}
