using MusicSync.ServiceDefaults;
using MusicSync.SessionWorker;

return await SessionWorkerApplication.Build(args).RunServiceAsync();
