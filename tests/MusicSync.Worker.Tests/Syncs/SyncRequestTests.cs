using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using MusicSync.Worker.Playlists;
using MusicSync.Worker.Syncs;
using MusicSync.Worker.Temporal;

namespace MusicSync.Worker.Tests.Syncs;

public sealed class SyncRequestTests
{
    [Fact]
    public void MaxEvents_KeepsItsNameInHistories()
    {
        var request = new SyncRequest("1", new PlaylistTarget(Id: "p"), [], [], new SyncOptions(), MaxEvents: 300);

        var json = JsonSerializer.Serialize(request, TemporalJson.Options);

        Assert.Contains(""" "mostEvents":300 """.Trim(), json, StringComparison.Ordinal);
        Assert.Equal(300, JsonSerializer.Deserialize<SyncRequest>(json, TemporalJson.Options)!.MaxEvents);
    }

    [Fact]
    public void MaxEvents_KeepsItsNameAsASetting()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Syncs:MostEvents", "300")]).Build();

        Assert.Equal(300, settings.GetSection(SyncHistoryOptions.SectionName).Get<SyncHistoryOptions>()!.MaxEvents);
    }

    [Fact]
    public void MaxEvents_OutOfRange_IsNamedAsTheSettingIs()
    {
        var options = new SyncHistoryOptions { MaxEvents = 0 };

        var wrong = Assert.Throws<ValidationException>(
            () => Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true));

        Assert.Equal("Syncs:MostEvents must be from 1 to 40000 events; set Syncs__MostEvents.", wrong.Message);
    }
}
