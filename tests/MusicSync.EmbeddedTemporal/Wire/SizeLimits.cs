using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace MusicSync.EmbeddedTemporal.Wire;

/// <summary>The real server's limits on what one request may carry.</summary>
internal static class SizeLimits
{
    /// <summary>Bytes of one payload or one memo: 2 MiB.</summary>
    public const int Blob = 2 * 1024 * 1024;

    /// <summary>Updates of one run that are not completed.</summary>
    public const int UpdatesInFlight = 10;

    /// <summary>Updates of one run in all.</summary>
    public const int UpdatesOfARun = 2000;

    /// <summary>From here on a run is advised to continue as new: nine tenths of <see cref="UpdatesOfARun"/>.</summary>
    public const int UpdatesToContinueAsNew = 1800;

    public static bool IsTooLarge(IMessage? blob) => blob?.CalculateSize() > Blob;

    /// <summary>Refuses a client's payloads that are too large.</summary>
    public static void Check(Payloads? payloads)
    {
        if (IsTooLarge(payloads))
        {
            throw TemporalErrors.Invalid("Blob data size exceeds limit.");
        }
    }

    public static void Check(Memo? memo)
    {
        if (IsTooLarge(memo))
        {
            throw TemporalErrors.Invalid("Memo size exceeds limit.");
        }
    }
}
