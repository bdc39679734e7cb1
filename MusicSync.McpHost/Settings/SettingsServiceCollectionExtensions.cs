namespace MusicSync.McpHost.Settings;

/// <summary>Registers the settings that several rooms share.</summary>
internal static class SettingsServiceCollectionExtensions
{
    public static IServiceCollection AddSettings(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<SpotifyOptions, SpotifyOptionsValidator>().BindConfiguration(SpotifyOptions.SectionName);
        services.AddOptions<StorageOptions>()
            .BindConfiguration(StorageOptions.SectionName)
            .Validate(
                storage => !string.IsNullOrWhiteSpace(storage.DataDirectory),
                "MusicSync:DataDirectory is empty; set MusicSync__DataDirectory to a directory that can be written, or leave it out.")
            .ValidateOnStart();
        services.AddHealthChecks().AddCheck<DataDirectoryCheck>("data-directory");
        return services;
    }
}
