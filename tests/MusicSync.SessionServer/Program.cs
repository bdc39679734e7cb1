using MusicSync.SessionServer;

string? Option(string name) => args.SkipWhile(argument => argument != name).Skip(1).FirstOrDefault();

if (args.Contains("--stdio"))
{
    await StdioSessionServer.RunAsync(Option("--journal"), Option("--dies-in"));
}
else
{
    var urls = Option("--urls") ?? "http://127.0.0.1:5390";
    await using var server = await HttpSessionServer.StartAsync(new Uri(urls));
    await server.WaitForShutdownAsync();
}
