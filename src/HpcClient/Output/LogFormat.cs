namespace HpcClient.Output;

/// <summary>How log lines are written.</summary>
internal enum LogFormat
{
    /// <summary>Time, level and text, for people.</summary>
    Text,

    /// <summary>One JSON object a line, for log collectors.</summary>
    Json,
}
