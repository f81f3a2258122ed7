namespace HpcClient.Flywheel.Access;

/// <summary>Holds the credential that is good at present; of many calls at once, one logs in and the others wait for it.</summary>
/// <param name="login">Logs in.</param>
/// <param name="found">Hears which API answered, the first time.</param>
internal sealed class SiteSession(DroneLogin login, Action<ApiGeneration>? found) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile SiteLogin? _login;
    private bool _told;

    public async Task<Credential> CurrentAsync(CancellationToken cancellationToken) =>
        (await LoginAsync(cancellationToken)).Credential;

    /// <summary>Which API the site speaks.</summary>
    public async Task<ApiGeneration> GenerationAsync(CancellationToken cancellationToken) => (await LoginAsync(cancellationToken)).Generation;

    /// <summary>A newer credential than <paramref name="stale"/>, which the site refused.</summary>
    public async Task<Credential> RenewAsync(Credential stale, CancellationToken cancellationToken) =>
        (await LogInAsync(stale, cancellationToken)).Credential;

    public void Dispose() => _gate.Dispose();

    private async ValueTask<SiteLogin> LoginAsync(CancellationToken cancellationToken) =>
        _login ?? await LogInAsync(stale: null, cancellationToken);

    private async Task<SiteLogin> LogInAsync(Credential? stale, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_login is not { } present || ReferenceEquals(present.Credential, stale))
            {
                _login = null;
                _login = present = await login.RunAsync(cancellationToken);
                if (!_told)
                {
                    _told = true;
                    found?.Invoke(present.Generation);
                }
            }

            return present;
        }
        finally
        {
            _gate.Release();
        }
    }
}
