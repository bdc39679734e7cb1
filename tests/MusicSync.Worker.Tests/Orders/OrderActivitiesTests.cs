using CsCheck;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MusicSync.ServiceDefaults;
using MusicSync.Worker.Mcp;
using MusicSync.Worker.Orders;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Playlists.Reading;
using MusicSync.Worker.Sources;
using MusicSync.Worker.Spotify;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Syncs.Mirrors;
using MusicSync.Worker.Temporal;
using MusicSync.Worker.Tests.Sources;
using Temporalio.Exceptions;
using Temporalio.Testing;

namespace MusicSync.Worker.Tests.Orders;

/// <summary>Runs of an order against a server with the list; what becomes of their syncs, the test says.</summary>
public sealed class OrderActivitiesTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

    private readonly List<SyncRequest> _started = [];
    private readonly Dictionary<string, SyncState> _ended = [];
    private ListServer _server = null!;
    private ServiceProvider _services = null!;
    private OrderState _state = OrderState.None;
    private SyncStart _answer = new();
    private OrderMode _mode;
    private IReadOnlyList<OwnTrack> _own = [];
    private MirrorQuestion? _question;
    private string? _confirmed;
    private int _runs;

    private StandingOrder Order => new(
        "charts",
        new SongSource(Url: $"http://127.0.0.1:{_server.Port}/week.csv"),
        new PlaylistTarget(Name: "Charts"),
        new OrderTimes(Every: "PT1H"),
        new SyncOptions(),
        _mode,
        Confirmed: _confirmed);

    public async ValueTask InitializeAsync()
    {
        _server = await ListServer.StartAsync(Csv(1));
        var builder = new HostApplicationBuilder();
        builder.Configuration.AddInMemoryCollection([new("Sources:AllowedHosts", "127.0.0.1")]);
        builder.AddServiceDefaults();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(new McpShortPause(TimeSpan.Zero));
        builder.Services.AddMcp().AddSpotify(new Uri("http://127.0.0.1:1/mcp")).AddPlaylistReading().AddSources();
        _services = builder.Services.BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task SyncThatHasNotEnded_LeavesTheSourceAlone()
    {
        await RunAsync();
        _server.Answer = Csv(2);

        Assert.Equal(RunOutcome.Skipped, (await RunAsync()).Outcome);
        Assert.Equal(1, _server.Requests);

        End(SyncState.Completed);
        Assert.Equal(RunOutcome.Started, (await RunAsync()).Outcome);
    }

    [Fact]
    public async Task EmptySource_StartsNothing_AndIsKnown()
    {
        _server.Answer = Csv(0);

        Assert.Equal((RunOutcome.Empty, 0), ((await RunAsync()).Outcome, _started.Count));
        Assert.Equal(RunOutcome.Unchanged, (await RunAsync()).Outcome);
    }

    [Fact]
    public async Task Mirror_IsTold_WhatIsItsOwn()
    {
        _mode = OrderMode.Mirror;
        _own = [new OwnTrack("spotify:track:1000000000000000000001", "key")];

        await RunAsync();

        var mirror = _started[0].Mirror!;
        Assert.Equal((_own, false, Order.Mirror), (mirror.Own, mirror.Confirmed, mirror.KeptAs));
        Assert.NotEqual(Order.Mirror, (Order with { Target = new PlaylistTarget(Name: "Other") }).Mirror);
    }

    [Fact]
    public async Task EmptySource_OfAMirror_IsAsked_WhenSomethingWouldGo()
    {
        _mode = OrderMode.Mirror;
        _server.Answer = Csv(0);
        Assert.Equal((RunOutcome.Empty, 0), ((await RunAsync()).Outcome, _started.Count));

        _own = [new OwnTrack("spotify:track:1000000000000000000001")];
        _server.Answer = ListServer.Tagged("\"empty\"", "title,artist\nSong 1,Somebody\n");
        await RunAsync();
        End(SyncState.Completed);
        _server.Answer = Csv(0);

        Assert.Equal((RunOutcome.Started, 0), ((await RunAsync()).Outcome, _started[^1].Songs.Count));
    }

    [Fact]
    public async Task Question_IsAnsweredForItsSongs_AndNoOthers()
    {
        _mode = OrderMode.Mirror;
        await RunAsync();
        _question = new MirrorQuestion(3, 2, "2 of 3 are gone.");
        End(SyncState.Completed);
        Assert.Equal((RunOutcome.Unchanged, _question), ((await RunAsync()).Outcome, _state.Question));

        // Somebody confirms, but the source has changed since.
        _confirmed = _state.ContentHash;
        _server.Answer = Csv(2);
        Assert.Equal((RunOutcome.Started, false), ((await RunAsync()).Outcome, _started[^1].Mirror!.Confirmed));
        End(SyncState.Completed);

        _confirmed = _state.ContentHash;
        Assert.Equal((RunOutcome.Started, true), ((await RunAsync()).Outcome, _started[^1].Mirror!.Confirmed));
        _question = null;
        End(SyncState.Completed);
        Assert.Equal((RunOutcome.Unchanged, null), ((await RunAsync()).Outcome, _state.Question));
    }

    [Fact]
    public async Task SameSongs_InAnotherFile_StartNothing()
    {
        await RunAsync();
        End(SyncState.Completed);
        _server.Answer = ListServer.Tagged("\"other\"", "\n\ntitle,artist\nSong 1,Somebody\n");

        Assert.Equal((RunOutcome.Unchanged, 1), ((await RunAsync()).Outcome, _started.Count));
    }

    [Fact]
    public async Task RepeatedRun_WhoseSourceHasChangedMeanwhile_IsLookedAtAnew()
    {
        _answer = new SyncStart(IsAnother: true);
        Assert.Equal(RunOutcome.Started, (await RunAsync()).Outcome);
        End(SyncState.Completed);
        _answer = new SyncStart();

        Assert.Equal(RunOutcome.Started, (await RunAsync()).Outcome);
    }

    [Fact]
    public async Task SyncThatCannotBeStarted_IsTold_AndTriedAgain()
    {
        _answer = new SyncStart("The list is too long.");
        var failed = await RunAsync();
        Assert.Equal((RunOutcome.Failed, "The list is too long."), (failed.Outcome, failed.Detail));
        _answer = new SyncStart();

        Assert.Equal(RunOutcome.Started, (await RunAsync()).Outcome);
    }

    [Theory]
    [InlineData("60", true)]
    [InlineData("86400", false)]
    public async Task SourceThatIsDown_IsRepeated_UnlessItAsksToWaitLong(string retryAfter, bool isRepeated)
    {
        _server.Answer = context =>
        {
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (StatusCodes.Status503ServiceUnavailable, retryAfter);
            return Task.CompletedTask;
        };

        if (isRepeated)
        {
            var failure = await Assert.ThrowsAsync<ApplicationFailureException>(RunAsync);
            Assert.Equal((ActivityFailureTypes.SourceUnavailable, TimeSpan.FromMinutes(1)), (failure.ErrorType, failure.NextRetryDelay));
        }
        else
        {
            Assert.Equal(RunOutcome.Failed, (await RunAsync()).Outcome);
        }
    }

    /// <summary>Whatever happens, what was started last is what the source held, as soon as nothing is in the way; and nothing is done twice.</summary>
    [Fact]
    public async Task AnyHistory_EndsWithWhatTheSourceHolds() => await Gen.Int[0, 5].List[1, 12].SampleAsync(
        async steps =>
        {
            (_state, _runs) = (OrderState.None, 0);
            _started.Clear();
            _ended.Clear();
            var (songs, dealtWith) = (1, 0);
            _server.Answer = Csv(songs);
            foreach (var step in steps)
            {
                switch (step)
                {
                    case 0:
                        _server.Answer = Csv(++songs);
                        break;
                    case 1 when End(SyncState.Failed):
                        dealtWith = 0;
                        break;
                    case 2:
                        End(SyncState.Completed);
                        break;
                    case 3:
                        End(SyncState.Cancelled);
                        break;
                    default:
                        var isOpen = _started.Exists(sync => !_ended.ContainsKey(sync.Id));
                        var before = _started.Count;
                        var outcome = (await RunAsync()).Outcome;
                        Assert.Equal(isOpen ? RunOutcome.Skipped : dealtWith == songs ? RunOutcome.Unchanged : RunOutcome.Started, outcome);
                        Assert.Equal(before + (outcome == RunOutcome.Started ? 1 : 0), _started.Count);
                        dealtWith = outcome == RunOutcome.Started ? _started[^1].Songs.Count : dealtWith;
                        Assert.Equal(isOpen ? dealtWith : songs, dealtWith);
                        break;
                }
            }
        },
        iter: 100,
        threads: 1);

    private static RequestDelegate Csv(int songs) => ListServer.Tagged(
        $"\"{songs}\"", "title,artist\n" + string.Concat(Enumerable.Range(1, songs).Select(number => $"Song {number},Somebody\n")));

    private bool End(SyncState state)
    {
        if (_started is not [.., var newest])
        {
            return false;
        }

        return _ended.TryAdd(newest.Id, state);
    }

    private async Task<OrderRun> RunAsync()
    {
        var activities = new OrderActivities(
            _services.GetRequiredService<SourceReader>(),
            (request, _) =>
            {
                if (_answer.Problem is null)
                {
                    _started.Add(request);
                }

                return Task.FromResult(_answer);
            },
            (id, _) => Task.FromResult(_ended.TryGetValue(id, out var state) ? new OrderedSync(state, 0, 0, 0, Confirm: _question) : null),
            (_, _) => Task.FromResult(_own));
        var look = new OrderLook(Order, Start.AddHours(_runs++), _state);
        _state = await new ActivityEnvironment().RunAsync(() => activities.RunAsync(look));
        return _state.Runs[0];
    }
}
