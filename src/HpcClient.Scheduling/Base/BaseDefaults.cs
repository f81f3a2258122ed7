namespace HpcClient.Scheduling.Base;

/// <summary>The <c>base</c> cluster of <c>cast.yml</c>: an example that prints and runs nothing.</summary>
internal static class BaseDefaults
{
    public const string Name = "base";

    public static SchedulerDefaults Value { get; } = new()
    {
        Name = Name,
        Note = "prints only",
        ScriptTemplate = """
            #!/bin/bash

            echo "An example script of the Flywheel job {{ job.fw_id }}: it runs nothing."
            echo "It is written to {{ script_path }}"
            echo "and its log to {{ script_log_path }}"

            """,
        CommandTemplate = ["echo", "{{ script_path }}"],
        ScriptExecutable = false,
    };
}
