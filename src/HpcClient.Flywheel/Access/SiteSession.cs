namespace HpcClient.Flywheel.Access;

/// <summary>Holds the credential that is good at present; of many calls at once, one logs in and the others wait for it.</summary>
internal sealed class SiteSession(DroneLogin login) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile Credential? _credential;

    public async Task<Credential> CurrentAsync(CancellationToken cancellationToken) =>
        _credential ?? await LogInAsync(stale: null, cancellationToken);

    /// <summary>A newer credential than <paramref name="stale"/>, which the site refused.</summary>
    public async Task<Credential> RenewAsync(Credential stale, CancellationToken cancellationToken) =>
        await LogInAsync(stale, cancellationToken);

    public void Dispose() => _gate.Dispose();

    private async Task<Credential> LogInAsync(Credential? stale, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_credential is not { } present || ReferenceEquals(present, stale))
            {
                _credential = null;
                _credential = present = await login.RunAsync(cancellationToken);
            }

            return present;
        }
        finally
        {
            _gate.Release();
        }
    }
}
