using MusicSync.LocalStack.Commands;

return await StackCommandLine.Create().Parse(args).InvokeAsync(StackCommandLine.Invocation);
