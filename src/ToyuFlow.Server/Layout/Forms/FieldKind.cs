namespace ToyuFlow.Server.Layout.Forms;

/// <summary>What a field of a form that is described as data holds.</summary>
public enum FieldKind
{
    Text,
    Number,
    Date,
    /// <summary>One of the options: buttons up to five, a list beyond.</summary>
    Choice,
    /// <summary>统一社会信用代码, 18 places.</summary>
    Uscc,
    Phone,
    TextArea,
    /// <summary>Typed in 元 with up to two decimals.</summary>
    Money,
    CheckBox,
    /// <summary>Any of the options; the value holds the chosen codes separated by `;`, the form posts one value for each.</summary>
    Choices,
}
