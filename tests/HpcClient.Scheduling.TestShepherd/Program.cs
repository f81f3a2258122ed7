using HpcClient.Scheduling.Local;

// Arguments: the command under which we were started (one word), then the job's folder.
return await LocalShepherd.RunAsync(args[^1], [Environment.ProcessPath!, .. args[..^1]], TimeProvider.System, CancellationToken.None);
