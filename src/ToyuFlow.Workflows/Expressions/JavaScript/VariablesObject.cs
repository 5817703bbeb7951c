using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Descriptors;

namespace ToyuFlow.Workflows.Expressions.JavaScript;

/// <summary>The <c>variables</c> of a script: reading and assigning its members reads and sets the workflow's variables.</summary>
internal sealed class VariablesObject(Engine engine, ScriptEngine owner) : ObjectInstance(engine)
{
    public override JsValue Get(string propertyName) => owner.ReadVariable(propertyName, JsValue.Undefined);

    public override void Put(string propertyName, JsValue value, bool throwOnError) => owner.WriteVariable(propertyName, value);

    public override PropertyDescriptor GetOwnProperty(string propertyName) =>
        owner.Scope.TryGetVariable(propertyName, out _) ? new PropertyDescriptor(Get(propertyName), true, true, false) : PropertyDescriptor.Undefined;

    public override bool HasOwnProperty(string propertyName) => owner.Scope.TryGetVariable(propertyName, out _);

    public override IEnumerable<KeyValuePair<string, PropertyDescriptor>> GetOwnProperties() => [];
}
