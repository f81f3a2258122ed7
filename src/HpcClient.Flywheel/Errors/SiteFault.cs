namespace HpcClient.Flywheel.Errors;

/// <summary>What went wrong with a call to the site.</summary>
public enum SiteFault
{
    /// <summary>No connection, name not found, connection broken, time-out. Worth retrying later.</summary>
    Unreachable,

    /// <summary>The TLS certificate is not trusted or does not fit the host.</summary>
    Certificate,

    /// <summary>401: secret or key is wrong.</summary>
    WrongCredential,

    /// <summary>402 or 403: known, but not allowed.</summary>
    NotAllowed,

    /// <summary>404.</summary>
    NotFound,

    /// <summary>400: refused; on a heartbeat or log it means that the job is over elsewhere.</summary>
    Refused,

    /// <summary>409: hash mismatch or conflict.</summary>
    Conflict,

    /// <summary>422: invalid values.</summary>
    Invalid,

    /// <summary>429, 502, 503, 504, or a web page in the place of an answer: busy or down for the moment. Worth retrying later.</summary>
    Busy,

    /// <summary>500 and the rest of 5xx.</summary>
    ServerError,

    /// <summary>An answer that makes no sense: not JSON, a needed field is missing, a file is too short.</summary>
    UnexpectedAnswer,
}
