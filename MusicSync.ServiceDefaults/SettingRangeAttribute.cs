using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using static System.FormattableString;

namespace MusicSync.ServiceDefaults;

/// <summary>
/// A range of a setting. Unlike <see cref="RangeAttribute"/> alone its message says what to do: it names the setting, the
/// value, the range and the variable to set. The section is the constant <c>SectionName</c> of the options class.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingRangeAttribute : RangeAttribute
{
    // With its first value the base class reads the limits from their texts, unguarded; hosts of one process share the attribute.
    private readonly Lock _reading = new();

    /// <summary>A whole number.</summary>
    /// <param name="min">The smallest that is allowed.</param>
    /// <param name="max">The largest that is allowed.</param>
    public SettingRangeAttribute(int min, int max)
        : base(min, max)
    {
    }

    /// <summary>A number.</summary>
    /// <param name="min">The smallest that is allowed.</param>
    /// <param name="max">The largest that is allowed.</param>
    public SettingRangeAttribute(double min, double max)
        : base(min, max)
    {
    }

    /// <summary>Anything that can be compared and read from text, such as a <see cref="TimeSpan"/>.</summary>
    /// <param name="type">The type of the setting.</param>
    /// <param name="min">The smallest that is allowed.</param>
    /// <param name="max">The largest that is allowed.</param>
    public SettingRangeAttribute(Type type, string min, string max)
        : base(type, min, max) =>
        (ParseLimitsInInvariantCulture, ConvertValueInInvariantCulture) = (true, true);

    /// <summary>What is counted, such as <c>calls</c>.</summary>
    public string? Unit { get; set; }

    /// <summary>A value that works.</summary>
    public string? Example { get; set; }

    /// <inheritdoc/>
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        ArgumentNullException.ThrowIfNull(validationContext);
        return IsInRange(value) ? ValidationResult.Success : new ValidationResult(Finding(value, validationContext));
    }

    private bool IsInRange(object? value)
    {
        lock (_reading)
        {
            return IsValid(value);
        }
    }

    private string Finding(object? value, ValidationContext context)
    {
        var section = context.ObjectType.GetField("SectionName")?.GetRawConstantValue();
        var member = context.ObjectType.GetProperty(context.MemberName!)!;
        var name = member.GetCustomAttribute<ConfigurationKeyNameAttribute>()?.Name ?? member.Name;
        var example = Example is null ? "" : $", for example {Example}";
        return Invariant($"{section}:{name} ({value}) must be {Bounds()}; set {section}__{name}{example}.");
    }

    private string Bounds() =>
        MinimumIsExclusive ? Invariant($"above {Minimum} and at most {Maximum}")
        : OperandType == typeof(TimeSpan) ? Invariant($"between {Minimum} and {Maximum}")
        : Invariant($"{Minimum} to {Maximum} {Unit}").TrimEnd();
}
