using MusicSync.SessionServer;

if (args.Contains("--stdio"))
{
    await StdioSessionServer.RunAsync();
}
else
{
    var urls = args.SkipWhile(argument => argument != "--urls").Skip(1).FirstOrDefault() ?? "http://127.0.0.1:5390";
    await using var server = await HttpSessionServer.StartAsync(new Uri(urls));
    await server.WaitForShutdownAsync();
}
