using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using MusicSync.McpHost.Settings;

namespace MusicSync.McpHost.Authorization;

/// <summary>
/// The refresh token in force. Spotify may hand out another one with any refresh, and the old one is then spent; so the
/// newest is kept in the data directory, encrypted, and outlives the process. Of two hosts that overlap during a rollout
/// each sees what the other has kept.
/// </summary>
internal sealed partial class TokenStore(
    IOptions<StorageOptions> storage,
    IOptions<SpotifyOptions> spotify,
    IDataProtectionProvider protection,
    TimeProvider time,
    ILogger<TokenStore> logger)
{
    public const string FileName = "sign-in.bin";

    // The user that runs the host, nobody else; Windows has its own lists of who may read.
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly IDataProtector _protector = protection.CreateProtector("MusicSync.McpHost.SignIn.v1");
    private readonly Lock _lock = new();
    private KeptSignIn? _unwritten;

    /// <summary>
    /// The configured token, or the one that followed it; null while nobody has signed in. A token that is configured anew
    /// wins over one that followed another.
    /// </summary>
    public string? Current
    {
        get
        {
            lock (_lock)
            {
                var configured = Configured;
                return Newest() is { } kept && kept.App == App && (configured is null || kept.Follows == Fingerprint.Of(configured))
                    ? kept.RefreshToken
                    : configured;
            }
        }
    }

    private string FilePath => Path.Combine(storage.Value.DataDirectory, FileName);

    private string? Configured => string.IsNullOrWhiteSpace(spotify.Value.RefreshToken) ? null : spotify.Value.RefreshToken;

    // A grant belongs to one app; that of another would be refused.
    private string App => Fingerprint.Of($"{spotify.Value.AccountsUrl}\n{spotify.Value.ClientId}");

    /// <summary>Keeps a token that Spotify has just handed out, before anybody uses what came with it.</summary>
    public void Keep(string refreshToken)
    {
        lock (_lock)
        {
            var kept = new KeptSignIn(refreshToken, App, Configured is { } configured ? Fingerprint.Of(configured) : null, time.GetUtcNow());
            try
            {
                Write(kept);
                _unwritten = null;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
            {
                _unwritten = kept;
                Log.NotKept(logger, FilePath, error.Message);
            }
        }
    }

    private KeptSignIn? Newest()
    {
        var written = Read();
        return written is null || _unwritten?.At > written.At ? _unwritten : written;
    }

    // Replaced as a whole, so that a kill leaves the old one or the new one.
    private void Write(KeptSignIn kept)
    {
        Directory.CreateDirectory(storage.Value.DataDirectory);
        var temporary = $"{FilePath}.{Environment.ProcessId}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var file = new FileStream(temporary, options))
        {
            file.Write(_protector.Protect(JsonSerializer.SerializeToUtf8Bytes(kept, KeptSignInJson.Default.KeptSignIn)));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, FilePath, overwrite: true);
    }

    private KeptSignIn? Read()
    {
        try
        {
            return JsonSerializer.Deserialize(_protector.Unprotect(File.ReadAllBytes(FilePath)), KeptSignInJson.Default.KeptSignIn);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or JsonException)
        {
            // The message of a failed parse could quote what was parsed.
            Log.NotRead(logger, FilePath, error.GetType().Name);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Spotify's new sign-in cannot be kept in {File} ({Problem}); after a restart somebody has to sign in again")]
        public static partial void NotKept(ILogger logger, string file, string problem);

        [LoggerMessage(LogLevel.Warning, "The sign-in kept in {File} cannot be read ({Problem}); the configured one is used")]
        public static partial void NotRead(ILogger logger, string file, string problem);
    }
}

/// <summary>What the file holds, encrypted. A class, since a record would print the token wherever somebody logs it.</summary>
internal sealed class KeptSignIn(string refreshToken, string app, string? follows, DateTimeOffset at)
{
    public string RefreshToken { get; } = refreshToken;

    /// <summary>Fingerprint of the app it was granted to.</summary>
    public string App { get; } = app;

    /// <summary>Fingerprint of the token that was configured then; null when none was.</summary>
    public string? Follows { get; } = follows;

    public DateTimeOffset At { get; } = at;
}

[JsonSerializable(typeof(KeptSignIn))]
[JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
internal sealed partial class KeptSignInJson : JsonSerializerContext;
