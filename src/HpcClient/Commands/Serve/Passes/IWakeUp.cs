namespace HpcClient.Commands.Serve.Passes;

/// <summary>What may end the wait between two passes early.</summary>
internal interface IWakeUp
{
    /// <summary>Whether there is something to do before the wait is over. Asked about once a second: it must be cheap.</summary>
    bool IsCalled();
}
