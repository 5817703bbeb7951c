namespace ToyuFlow.Workflows.ElsaJson;

/// <summary>A text is not a workflow definition.</summary>
/// <param name="message">What is wrong, in Chinese.</param>
/// <param name="line">The line, from 1, or 0 when unknown.</param>
/// <param name="column">The place in the line, from 1, or 0 when unknown.</param>
/// <param name="inner">The reader's own exception, if any.</param>
public sealed class DefinitionFormatException(string message, long line, long column, Exception? inner = null) : FormatException(message, inner)
{
    /// <summary>The line, from 1, or 0 when unknown.</summary>
    public long Line { get; } = line;

    /// <summary>The place in the line, from 1, or 0 when unknown.</summary>
    public long Column { get; } = column;
}
