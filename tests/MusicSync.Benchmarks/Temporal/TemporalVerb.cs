using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MusicSync.LocalStack;
using MusicSync.LocalStack.Processes;
using MusicSync.LocalStack.Temporal;
using Temporalio.Client;
using Temporalio.Worker;

namespace MusicSync.Benchmarks.Temporal;

/// <summary><c>temporal</c>: Temporal's dev server and the embedded stand-in beside each other, in turns.</summary>
internal static class TemporalVerb
{
    private const string Queue = "benchmark";
    private const int StepsPerWorkflow = 5;

    public static Command Create()
    {
        var activities = new Option<int>("--activities") { Description = "Activities of a round.", DefaultValueFactory = _ => 1_000 };
        var rounds = new Option<int>("--rounds") { Description = "Rounds of each server.", DefaultValueFactory = _ => 3 };
        var command = new Command("temporal", "Start, throughput and memory of both Temporal servers.") { activities, rounds };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(activities), parsed.GetValue(rounds), cancellationToken));
        return command;
    }

    private static async Task RunAsync(int activities, int rounds, CancellationToken cancellationToken)
    {
        List<Round> cli = [];
        List<Round> embedded = [];
        for (var round = 0; round < rounds; round++)
        {
            if (TemporalCli.OfThisProcess.Find() is not null)
            {
                cli.Add(await MeasureAsync(TemporalMode.Cli, activities, cancellationToken));
            }

            embedded.Add(await MeasureAsync(TemporalMode.Embedded, activities, cancellationToken));
        }

        Console.WriteLine(JsonSerializer.Serialize(new { activities, cli, embedded }, JsonSerializerOptions.Web));
    }

    private static async Task<Round> MeasureAsync(TemporalMode mode, int activities, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("musicsync-benchmark-");
        var plan = StackPlan.Make(new() { Temporal = mode, DataDirectory = data.FullName });
        await using var server = new SupervisedService(
            plan.TemporalService()!, plan.Data.LogOf(ServiceNames.Temporal), restartAfter: null);
        var started = Stopwatch.GetTimestamp();
        await server.StartAsync(cancellationToken);
        var start = Stopwatch.GetElapsedTime(started);
        var client = await TemporalClient.ConnectAsync(new(plan.Addresses.Temporal));
        var first = await TimeAsync(client, activities, cancellationToken);
        var second = await TimeAsync(client, activities, cancellationToken);
        return new(
            Math.Round(start.TotalMilliseconds),
            Math.Round(activities / first.TotalSeconds),
            Math.Round(activities / second.TotalSeconds),
            ResidentMb(server.Pid!.Value));
    }

    // All workflows at once, five activities in each.
    private static async Task<TimeSpan> TimeAsync(TemporalClient client, int activities, CancellationToken cancellationToken)
    {
        using var worker = new TemporalWorker(
            client, new TemporalWorkerOptions(Queue).AddWorkflow<ManySteps>().AddActivity(ManySteps.Step));
        return await worker.ExecuteAsync(
            async () =>
            {
                var started = Stopwatch.GetTimestamp();
                await Task.WhenAll(Enumerable.Range(0, activities / StepsPerWorkflow).Select(_ => client.ExecuteWorkflowAsync(
                    (ManySteps flow) => flow.RunAsync(StepsPerWorkflow), new($"many-{Guid.NewGuid():N}", Queue))));
                return Stopwatch.GetElapsedTime(started);
            },
            cancellationToken);
    }

    // "VmRSS:   123456 kB"
    private static int ResidentMb(int pid) => File.ReadLines($"/proc/{pid}/status")
        .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(line => int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024)
        .Single();

    private sealed record Round(double StartMs, double ActivitiesPerSecond, double ActivitiesPerSecondWarm, int ResidentMb);
}
