namespace ToyuFlow.Workflows.Expressions;

/// <summary>The type that an activity's input is converted to before the activity reads it.</summary>
public enum DataType
{
    /// <summary>Whatever the expression gives, unchanged.</summary>
    Object,

    /// <summary>A text.</summary>
    String,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A length of time, <c>d.hh:mm:ss</c>.</summary>
    TimeSpan,

    /// <summary>A point in time, ISO 8601.</summary>
    DateTime,

    /// <summary>A list of texts.</summary>
    StringList
}
