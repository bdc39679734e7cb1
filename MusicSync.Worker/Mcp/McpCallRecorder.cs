namespace MusicSync.Worker.Mcp;

/// <summary>Notes how each call ended. One that its own caller cancelled has no outcome and is not noted.</summary>
internal sealed class McpCallRecorder(McpCallMetrics metrics, McpCallLogs logs, TimeProvider time)
{
    public async Task<T> RecordAsync<T>(McpTool tool, Func<Task<T>> call)
    {
        var started = time.GetTimestamp();
        try
        {
            var answer = await call();
            Record(tool, time.GetElapsedTime(started), failure: null);
            return answer;
        }
        catch (McpCallException exception)
        {
            Record(tool, time.GetElapsedTime(started), exception.Failure);
            throw;
        }
    }

    private void Record(McpTool tool, TimeSpan took, McpFailure? failure)
    {
        metrics.Called(tool, took, failure?.Kind);
        logs[tool.Server].Record(tool.Name, took, failure);
    }
}
