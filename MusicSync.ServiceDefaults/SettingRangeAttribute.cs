using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace MusicSync.ServiceDefaults;

/// <summary>
/// The range of a setting. Unlike <see cref="RangeAttribute"/>'s own, the refusal holds the value that was found, its unit
/// and what to set.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingRangeAttribute : RangeAttribute
{
    private readonly string _section;
    private readonly string _unit;

    /// <summary>A number between two others, both allowed.</summary>
    /// <param name="section">The section of the configuration that holds the setting.</param>
    /// <param name="minimum">The smallest allowed.</param>
    /// <param name="maximum">The largest allowed.</param>
    /// <param name="unit">What is counted, such as <c>calls</c>.</param>
    public SettingRangeAttribute(string section, int minimum, int maximum, string unit)
        : base(minimum, maximum) => (_section, _unit) = (section, $" {unit}");

    /// <summary>A time span between two others, both allowed.</summary>
    /// <param name="section">The section of the configuration that holds the setting.</param>
    /// <param name="minimum">The shortest allowed, such as <c>00:00:01</c>.</param>
    /// <param name="maximum">The longest allowed.</param>
    public SettingRangeAttribute(string section, string minimum, string maximum)
        : base(typeof(TimeSpan), minimum, maximum) => (_section, _unit) = (section, "");

    /// <inheritdoc/>
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) => IsValid(value)
        ? ValidationResult.Success
        : new ValidationResult(string.Create(
            CultureInfo.InvariantCulture,
            $"{_section}:{validationContext.MemberName} ({value}) must be {Minimum} to {Maximum}{_unit}; set {_section}__{validationContext.MemberName}."));
}
