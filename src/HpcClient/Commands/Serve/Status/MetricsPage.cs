namespace HpcClient.Commands.Serve.Status;

/// <summary><c>GET /metrics</c>. The names are documented in <c>docs/running-as-a-service.md</c>; a test holds the two together.</summary>
internal static class MetricsPage
{
    private const string Counter = "counter";
    private const string Gauge = "gauge";

    /// <summary>The page.</summary>
    public static string Text(VitalSigns signs, ProcessReading process)
    {
        var text = new PrometheusText();
        WritePasses(text, signs);
        WriteJobs(text, signs);
        WriteCalls(text, signs, "scheduler", "Calls to the scheduler, by kind and outcome.");
        WriteCalls(text, signs, "site", "Requests to the site, by method and status.");
        WriteProcess(text, signs, process);
        return text.ToString();
    }

    private static void WritePasses(PrometheusText text, VitalSigns signs)
    {
        text.Metric("fw_hpc_passes_total", Counter, "Passes by outcome: good, or what was at fault.");
        foreach (var (outcome, count) in signs.Passes)
        {
            text.Sample("fw_hpc_passes_total", count, ("outcome", outcome));
        }

        text.Metric("fw_hpc_pass_duration_seconds", "histogram", "How long passes took.")
            .Histogram("fw_hpc_pass_duration_seconds", signs.Durations)
            .Metric("fw_hpc_last_good_pass_age_seconds", Gauge, "Time since the last pass in which all went well; since the start before the first.")
            .Sample("fw_hpc_last_good_pass_age_seconds", signs.Age.TotalSeconds)
            .Metric("fw_hpc_standby", Gauge, "1 while another process is at work on the folder.")
            .Sample("fw_hpc_standby", signs.Other is null ? 0 : 1)
            .Metric("fw_hpc_settings_faulty", Gauge, "1 while the files of the settings are faulty and older ones are in force.")
            .Sample("fw_hpc_settings_faulty", signs.SettingsAreFaulty ? 1 : 0);
    }

    private static void WriteJobs(PrometheusText text, VitalSigns signs)
    {
        text.Metric("fw_hpc_jobs", Gauge, "Jobs with work left, by state.");
        foreach (var (state, count) in signs.Jobs)
        {
            text.Sample("fw_hpc_jobs", count, ("state", state.ToString().ToLowerInvariant()));
        }

        text.Metric("fw_hpc_jobs_launched_total", Counter, "Jobs that the scheduler took.")
            .Sample("fw_hpc_jobs_launched_total", signs.Launched)
            .Metric("fw_hpc_jobs_refused_total", Counter, "Jobs that were refused.")
            .Sample("fw_hpc_jobs_refused_total", signs.Refused)
            .Metric("fw_hpc_jobs_ended_total", Counter, "Jobs whose end the site knows, by outcome.");
        foreach (var (outcome, count) in signs.Ended)
        {
            text.Sample("fw_hpc_jobs_ended_total", count, ("outcome", outcome));
        }
    }

    private static void WriteCalls(PrometheusText text, VitalSigns signs, string partner, string help)
    {
        var calls = signs.Calls.Where(c => c.Partner == partner).ToList();
        text.Metric($"fw_hpc_{partner}_calls_total", Counter, help);
        foreach (var call in calls)
        {
            text.Sample($"fw_hpc_{partner}_calls_total", call.Count, ("call", call.Call), ("outcome", call.Outcome));
        }

        text.Metric($"fw_hpc_{partner}_call_seconds_total", Counter, "How long these took together, in seconds.");
        foreach (var call in calls)
        {
            text.Sample($"fw_hpc_{partner}_call_seconds_total", call.Seconds, ("call", call.Call), ("outcome", call.Outcome));
        }
    }

    private static void WriteProcess(PrometheusText text, VitalSigns signs, ProcessReading process) => text
        .Metric("process_cpu_seconds_total", Counter, "CPU time of this process, in seconds.")
        .Sample("process_cpu_seconds_total", process.CpuSeconds)
        .Metric("process_resident_memory_bytes", Gauge, "Memory of this process, in bytes.")
        .Sample("process_resident_memory_bytes", process.ResidentBytes)
        .Metric("process_start_time_seconds", Gauge, "Start of this process, in seconds since 1970.")
        .Sample("process_start_time_seconds", signs.StartedAt.ToUnixTimeMilliseconds() / 1000d)
        .Metric("fw_hpc_build_info", Gauge, "Always 1; the label tells the version.")
        .Sample("fw_hpc_build_info", 1, ("version", process.Version));
}
