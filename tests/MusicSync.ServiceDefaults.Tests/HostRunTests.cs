using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MusicSync.ServiceDefaults.Tests;

public sealed class HostRunTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task ServiceThatAPartStopsWhileItStarts_EndsWithThatPartsExitCode(int exitCode)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddHostedService(provider =>
            new Stopper(provider.GetRequiredService<IHostApplicationLifetime>(), exitCode));
        // Comes after it, and is what the host finds cancelled.
        builder.Services.AddHostedService<SlowStarter>();

        try
        {
            Assert.Equal(exitCode, await builder.Build().RunServiceAsync());
        }
        finally
        {
            // Of the process that runs the tests.
            Environment.ExitCode = 0;
        }
    }

    private sealed class Stopper(IHostApplicationLifetime lifetime, int exitCode) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            Environment.ExitCode = exitCode;
            lifetime.StopApplication();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class SlowStarter : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
