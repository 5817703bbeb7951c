namespace ToyuFlow.Server.Storage;

/// <summary>Base of everything that a step refuses with a sentence for the person who asked: what happened, what was kept, what to do.</summary>
public abstract class RefusedException(string message) : Exception(message);

/// <summary>Somebody else was faster, or the state has moved on: HTTP 409.</summary>
public sealed class ConflictException(string message) : RefusedException(message)
{
    /// <summary>It will be possible again once somebody has decided; what fell due meanwhile waits for that.</summary>
    public bool IsForNow { get; init; }
}

/// <summary>The person may not do this: HTTP 403.</summary>
public sealed class ForbiddenException(string message) : RefusedException(message);

/// <summary>Not there, or not theirs to see: HTTP 404, the same for both.</summary>
public sealed class MissingException(string message = "没有找到，或您无权查看。") : RefusedException(message);

/// <summary>What was entered is wrong, field by field: HTTP 400; every value is kept in the form.</summary>
public sealed class InvalidInputException(IReadOnlyList<FieldError> errors) : RefusedException(string.Join(" ", errors.Select(e => e.Message)))
{
    public InvalidInputException(string field, string message) : this([new FieldError(field, message)])
    {
    }

    public IReadOnlyList<FieldError> Errors { get; } = errors;
}

public sealed record FieldError(string Field, string Message);

/// <summary>The database cannot be written (full, locked, gone): HTTP 503; nothing of the step was kept.</summary>
public sealed class StorageUnavailableException(Exception inner) : Exception("数据库暂时不可用，本次操作没有保存，请稍后重试。", inner);
