using MusicSync.EmbeddedTemporal;

return await EmbeddedProgram.RunAsync(args, Console.Out, Console.Error);
