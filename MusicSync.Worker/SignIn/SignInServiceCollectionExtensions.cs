namespace MusicSync.Worker.SignIn;

/// <summary>Registers what follows from a sign-in.</summary>
internal static class SignInServiceCollectionExtensions
{
    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddHostedService<ResumeAfterSignIn>();
        services.AddOptionsWithValidateOnStart<SignInOptions, SignInOptionsValidator>().BindConfiguration(SignInOptions.SectionName);
        return services.AddSingleton<SignInSignal>();
    }
}
