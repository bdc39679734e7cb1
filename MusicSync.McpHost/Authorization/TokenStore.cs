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

    private (DateTime Written, long Length)? _stamp;
    private KeptSignIn? _read;

    /// <summary>
    /// The sign-in that calls are made with: the one kept, or the configured token while nobody has signed in since it was
    /// configured. Null while nobody has signed in, and after a sign-out.
    /// </summary>
    public KeptSignIn? InForce
    {
        get
        {
            lock (_lock)
            {
                return KeptInForce() is not { } kept ? OfConfigured()
                    : kept.IsSignedOut ? null
                    : kept;
            }
        }
    }

    /// <summary>Its refresh token.</summary>
    public string? Current => InForce?.RefreshToken;

    private string FilePath => Path.Combine(storage.Value.DataDirectory, FileName);

    private string? Configured => string.IsNullOrWhiteSpace(spotify.Value.RefreshToken) ? null : spotify.Value.RefreshToken;

    // A grant belongs to one app; that of another would be refused.
    private string App => Fingerprint.Of($"{spotify.Value.AccountsUrl}\n{spotify.Value.ClientId}");

    /// <summary>Keeps a token that Spotify has just handed out, before anybody uses what came with it.</summary>
    public void Keep(string refreshToken)
    {
        lock (_lock)
        {
            Store((InForce ?? Empty()).Followed(refreshToken, time.GetUtcNow()));
        }
    }

    /// <summary>
    /// The sign-in has been used, and Spotify may have handed out its next token. A configured token is taken over at its
    /// first use; a sign-in that has given way to another meanwhile stays away.
    /// </summary>
    public void Follow(KeptSignIn used, string? rotated)
    {
        lock (_lock)
        {
            if (InForce is { } now && now.Consent == used.Consent
                && ((rotated is not null && rotated != now.RefreshToken) || KeptInForce() is null))
            {
                Keep(rotated ?? now.RefreshToken);
            }
        }
    }

    /// <summary>Somebody has signed in: replaces what was in force, the configured token included.</summary>
    /// <returns>The sign-in as kept.</returns>
    public KeptSignIn SignIn(string refreshToken, string[] scopes)
    {
        lock (_lock)
        {
            var before = InForce;
            var now = time.GetUtcNow();
            var kept = new KeptSignIn(refreshToken, App, ConfiguredFingerprint, now)
            {
                ConsentKey = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
                ConsentedAt = now,
                Scopes = scopes,
                ReplacedId = before?.AccountId,
                ReplacedName = before?.AccountName,
            };
            Store(kept);
            return kept;
        }
    }

    /// <summary>Says whose sign-in it is, once Spotify has told.</summary>
    public void Name(string consent, string accountId, string? accountName)
    {
        lock (_lock)
        {
            if (InForce is { } now && now.Consent == consent && (now.AccountId, now.AccountName) != (accountId, accountName))
            {
                Store(now.Named(accountId, accountName, time.GetUtcNow()));
            }
        }
    }

    /// <summary>Forgets the sign-in; a configured token does not come back by it.</summary>
    public void SignOut()
    {
        lock (_lock)
        {
            Store(Empty());
        }
    }

    private string? ConfiguredFingerprint => Configured is { } configured ? Fingerprint.Of(configured) : null;

    private KeptSignIn Empty() => new("", App, ConfiguredFingerprint, time.GetUtcNow());

    private KeptSignIn? OfConfigured() =>
        Configured is { } configured ? new KeptSignIn(configured, App, Fingerprint.Of(configured), DateTimeOffset.MinValue) : null;

    // A token that is configured anew wins over a sign-in that followed another.
    private KeptSignIn? KeptInForce() =>
        Newest() is { } kept && kept.App == App && (Configured is null || kept.Follows == ConfiguredFingerprint) ? kept : null;

    private void Store(KeptSignIn kept)
    {
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

        _stamp = null;
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

    // Every call asks whose sign-in is in force, so an unchanged file is not decrypted again.
    private KeptSignIn? Read()
    {
        var file = new FileInfo(FilePath);
        var stamp = file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
        if (_stamp != stamp)
        {
            _read = ReadFile();
            _stamp = stamp;
        }

        return _read;
    }

    private KeptSignIn? ReadFile()
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
    // Counted by Spotify from consent; neither use nor refresh extends it.
    private const int LifetimeMonths = 6;

    public string RefreshToken { get; } = refreshToken;

    /// <summary>Fingerprint of the app it was granted to.</summary>
    public string App { get; } = app;

    /// <summary>Fingerprint of the token that was configured then; null when none was.</summary>
    public string? Follows { get; } = follows;

    public DateTimeOffset At { get; } = at;

    /// <summary>Drawn anew at each consent in the browser; null for a configured token.</summary>
    public string? ConsentKey { get; init; }

    /// <summary>When the user consented; null when that is not known, as for a configured token.</summary>
    public DateTimeOffset? ConsentedAt { get; init; }

    /// <summary>What the user consented to.</summary>
    public string[] Scopes { get; init; } = [];

    /// <summary>The user's id; null until Spotify has told it.</summary>
    public string? AccountId { get; init; }

    /// <summary>The user's name as shown.</summary>
    public string? AccountName { get; init; }

    /// <summary>Who was signed in before.</summary>
    public string? ReplacedId { get; init; }

    /// <summary>Under which name.</summary>
    public string? ReplacedName { get; init; }

    /// <summary>Tells one consent from another, and stays the same when the token rotates.</summary>
    [JsonIgnore]
    public string Consent => ConsentKey ?? Follows ?? "";

    /// <summary>The file then remembers that nobody is signed in, whatever is configured.</summary>
    [JsonIgnore]
    public bool IsSignedOut => RefreshToken.Length == 0;

    /// <summary>Six months after consent, whatever is done with it; null when the day of consent is not known.</summary>
    [JsonIgnore]
    public DateTimeOffset? EndsAt => ConsentedAt?.AddMonths(LifetimeMonths);

    /// <summary>Who was signed in before, where it was somebody else.</summary>
    [JsonIgnore]
    public string? InsteadOf => ReplacedId is not null && AccountId is not null && ReplacedId != AccountId ? ReplacedName ?? ReplacedId : null;

    public KeptSignIn Followed(string refreshToken, DateTimeOffset now) => Copy(refreshToken, now, AccountId, AccountName);

    public KeptSignIn Named(string accountId, string? accountName, DateTimeOffset now) => Copy(RefreshToken, now, accountId, accountName);

    private KeptSignIn Copy(string refreshToken, DateTimeOffset now, string? accountId, string? accountName) =>
        new(refreshToken, App, Follows, now)
        {
            ConsentKey = ConsentKey,
            ConsentedAt = ConsentedAt,
            Scopes = Scopes,
            AccountId = accountId,
            AccountName = accountName,
            ReplacedId = ReplacedId,
            ReplacedName = ReplacedName,
        };
}

[JsonSerializable(typeof(KeptSignIn))]
[JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
internal sealed partial class KeptSignInJson : JsonSerializerContext;
