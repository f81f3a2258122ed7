namespace HpcClient.Posix.Processes;

/// <summary>The user this process acts as.</summary>
public static class ProcessUser
{
    /// <summary>Effective user id.</summary>
    public static uint Id => Interop.GetEffectiveUserId();

    /// <summary>Effective group id.</summary>
    public static uint GroupId => Interop.GetEffectiveGroupId();

    /// <summary>Whether this process has the rights of root.</summary>
    public static bool IsRoot => Id == 0;
}
