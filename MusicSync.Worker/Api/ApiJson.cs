using System.Text.Json;

namespace MusicSync.Worker.Api;

/// <summary>Names of enum values on the HTTP interface.</summary>
internal static class ApiJson
{
    public static string Name<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
