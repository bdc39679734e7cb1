using System.Text.Json;
using System.Text.Json.Serialization;

namespace MusicSync.Worker.Matching;

// Names, not numbers, so that a history stays readable when members are added.
internal sealed class CamelCaseEnumConverter<TEnum>()
    : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where TEnum : struct, Enum;
