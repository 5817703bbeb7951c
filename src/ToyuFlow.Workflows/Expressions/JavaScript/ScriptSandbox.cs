using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;

namespace ToyuFlow.Workflows.Expressions.JavaScript;

/// <summary>Closes what Jint leaves open: code made from texts, endless built-in functions, and prototypes that one script could change for the next.</summary>
internal static class ScriptSandbox
{
    public static void Close(Engine engine, ScriptGuards guards)
    {
        var global = engine.Global;
        global.RemoveOwnProperty("eval");
        global.RemoveOwnProperty("System");
        global.RemoveOwnProperty("importNamespace");
        global.RemoveOwnProperty("Function");
        engine.Function.PrototypeObject.RemoveOwnProperty("constructor");
        Replace(global, "RegExp", new GuardedPatternConstructor(engine, guards));
        engine.RegExp.PrototypeObject.RemoveOwnProperty("constructor");
        engine.RegExp.PrototypeObject.RemoveOwnProperty("compile");
        BoundedBuiltIns.Install(engine, guards);
        FreeErrorMessages(engine);
        Freeze(engine);
    }

    public static void Replace(ObjectInstance target, string name, JsValue value)
    {
        target.RemoveOwnProperty(name);
        target.FastAddProperty(name, value, true, false, true);
    }

    /// <summary>
    /// A frozen message in the prototype would keep errors from having a message of their own, and without one Jint fails on errors that it raises
    /// without a message. So the prototype answers with an empty text, and what is assigned becomes the error's own.
    /// </summary>
    private static void FreeErrorMessages(Engine engine)
    {
        foreach (var errors in new[] { engine.Error, engine.EvalError, engine.SyntaxError, engine.TypeError, engine.RangeError, engine.ReferenceError, engine.UriError })
        {
            errors.PrototypeObject.RemoveOwnProperty("message");
            var get = new ClrFunctionInstance(engine, (_, _) => "");
            var set = new ClrFunctionInstance(engine, (self, arguments) =>
            {
                if (self.IsObject() && arguments.Length > 0)
                {
                    self.AsObject().FastAddProperty("message", arguments[0], true, false, true);
                }

                return JsValue.Undefined;
            });
            errors.PrototypeObject.DefineOwnProperty("message", new PropertyDescriptor(get, set, false, false), false);
        }
    }

    private static void Freeze(Engine engine)
    {
        var seen = new HashSet<ObjectInstance>(ReferenceEqualityComparer.Instance) { engine.Global };
        var open = new Stack<ObjectInstance>();
        open.Push(engine.Global);
        while (open.TryPop(out var instance))
        {
            if (instance is VariablesObject)
            {
                continue;
            }

            Visit(instance.Prototype, seen, open);
            foreach (var (_, descriptor) in instance.GetOwnProperties())
            {
                descriptor.Configurable = false;
                if (descriptor.IsDataDescriptor())
                {
                    descriptor.Writable = false;
                    Visit(descriptor.Value is { } value && value.IsObject() ? value.AsObject() : null, seen, open);
                }
            }

            // The global object stays open: a script's own names live there, and are removed after it.
            instance.Extensible = instance == engine.Global;
        }
    }

    private static void Visit(ObjectInstance? instance, HashSet<ObjectInstance> seen, Stack<ObjectInstance> open)
    {
        if (instance is not null && seen.Add(instance))
        {
            open.Push(instance);
        }
    }
}

/// <summary><c>RegExp</c> with a time limit in every pattern that it makes.</summary>
internal sealed class GuardedPatternConstructor : FunctionInstance, IConstructor
{
    private readonly ScriptGuards _guards;

    public GuardedPatternConstructor(Engine engine, ScriptGuards guards)
        : base(engine, null, null, false)
    {
        _guards = guards;
        Prototype = engine.Function.PrototypeObject;
        Extensible = true;
        FastAddProperty("prototype", engine.RegExp.PrototypeObject, false, false, false);
    }

    public override JsValue Call(JsValue thisObject, JsValue[] arguments) => _guards.Construct(arguments);

    public ObjectInstance Construct(JsValue[] arguments) => _guards.Construct(arguments).AsObject();
}
