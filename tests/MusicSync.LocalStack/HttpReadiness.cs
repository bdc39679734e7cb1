namespace MusicSync.LocalStack;

/// <summary>A service is ready when a path of it answers 200.</summary>
internal static class HttpReadiness
{
    // A suspended process accepts connections and never answers.
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(2) };

    public static async Task<bool> AnswersAsync(Uri path, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await Http.GetAsync(path, cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException late) when (late.InnerException is TimeoutException)
        {
            return false;
        }
    }
}
