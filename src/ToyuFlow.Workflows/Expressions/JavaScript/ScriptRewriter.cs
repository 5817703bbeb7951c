using Jint.Native;
using Jint.Parser.Ast;

namespace ToyuFlow.Workflows.Expressions.JavaScript;

/// <summary>
/// Puts guards into a syntax tree: one at the head of every function and of every round of a loop, one around every addition that may grow a text.
/// Jint 2 itself limits only statements, time and plain recursion; without the guards a script could exhaust the stack or the memory between two statements.
/// </summary>
/// <remarks>The guards have names that no script can write, so that none can replace them.</remarks>
internal sealed class ScriptRewriter
{
    public const string Guard = "#guard";
    public const string Add = "#add";
    public const string AddTo = "#addTo";
    public const string Now = "#now";
    public const string Pattern = "#pattern";

    private readonly HashSet<string> _identifiers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _variableNames = new(StringComparer.Ordinal);
    private int _depth;

    public IReadOnlySet<string> Identifiers => _identifiers;

    public IReadOnlySet<string> VariableNames => _variableNames;

    public void Rewrite(Program program) => program.Body = Statements(program.Body);

    private Statement[] Statements(IEnumerable<Statement> statements) => [.. statements.Select(s => Statement(s)!)];

    private Statement? Statement(Statement? statement)
    {
        Enter();
        switch (statement)
        {
            case BlockStatement block:
                block.Body = Statements(block.Body);
                break;
            case ExpressionStatement line:
                line.Expression = Expression(line.Expression);
                break;
            case VariableDeclaration variables:
                Declare(variables);
                break;
            case FunctionDeclaration function:
                function.Body = FunctionBody(function.Body);
                break;
            case ReturnStatement result:
                result.Argument = Expression(result.Argument);
                break;
            case ThrowStatement error:
                error.Argument = Expression(error.Argument);
                break;
            case IfStatement choice:
                choice.Test = Expression(choice.Test);
                choice.Consequent = Statement(choice.Consequent);
                choice.Alternate = Statement(choice.Alternate);
                break;
            case ForStatement loop:
                loop.Init = Node(loop.Init);
                loop.Test = Expression(loop.Test);
                loop.Update = Expression(loop.Update);
                loop.Body = LoopBody(loop.Body);
                break;
            case ForInStatement loop:
                loop.Left = Node(loop.Left);
                loop.Right = Expression(loop.Right);
                loop.Body = LoopBody(loop.Body);
                break;
            case WhileStatement loop:
                loop.Test = Expression(loop.Test);
                loop.Body = LoopBody(loop.Body);
                break;
            case DoWhileStatement loop:
                loop.Test = Expression(loop.Test);
                loop.Body = LoopBody(loop.Body);
                break;
            case LabelledStatement labelled:
                labelled.Body = Statement(labelled.Body);
                break;
            case SwitchStatement choice:
                Switch(choice);
                break;
            case TryStatement attempt:
                Try(attempt);
                break;
            case WithStatement:
                throw new ExpressionException("不支持 with 语句。");
            case DebuggerStatement or null:
                statement = statement is null ? null : new EmptyStatement { Type = SyntaxNodes.EmptyStatement };
                break;
        }

        _depth--;
        return statement;
    }

    private void Switch(SwitchStatement choice)
    {
        choice.Discriminant = Expression(choice.Discriminant);
        choice.Cases = [.. choice.Cases ?? []];
        foreach (var option in choice.Cases)
        {
            option.Test = Expression(option.Test);
            option.Consequent = Statements(option.Consequent);
        }
    }

    private void Try(TryStatement attempt)
    {
        attempt.Block = Statement(attempt.Block);
        attempt.Handlers = [.. attempt.Handlers ?? []];
        foreach (var handler in attempt.Handlers)
        {
            // A guard's refusal is not a JavaScript error, so that no catch clause of the script can swallow it.
            handler.Body.Body = Statements(handler.Body.Body);
        }

        attempt.Finalizer = Statement(attempt.Finalizer);
    }

    private SyntaxNode? Node(SyntaxNode? node) => node is Statement statement ? Statement(statement) : Expression(node as Expression);

    private void Declare(VariableDeclaration variables)
    {
        variables.Declarations = [.. variables.Declarations];
        foreach (var declarator in variables.Declarations)
        {
            declarator.Init = Expression(declarator.Init);
        }
    }

    private BlockStatement LoopBody(Statement body) => Guarded([Statement(body)!]);

    private BlockStatement FunctionBody(Statement body) => Guarded(body is BlockStatement block ? Statements(block.Body) : [Statement(body)!]);

    private static BlockStatement Guarded(Statement[] body) => new()
    {
        Type = SyntaxNodes.BlockStatement,
        Body = [new ExpressionStatement { Type = SyntaxNodes.ExpressionStatement, Expression = Call(Guard) }, .. body]
    };

    private static CallExpression Call(string function, params Expression?[] arguments) => new()
    {
        Type = SyntaxNodes.CallExpression,
        Callee = new Identifier { Type = SyntaxNodes.Identifier, Name = function },
        Arguments = arguments!,
        CanBeCached = false
    };

    private static Literal Text(string value) => new() { Type = SyntaxNodes.Literal, Value = value, Raw = value, Cached = true, CachedValue = new JsValue(value) };

    private Expression? Expression(Expression? expression)
    {
        Enter();
        switch (expression)
        {
            case Identifier identifier:
                _identifiers.Add(identifier.Name);
                break;
            case Literal { Type: SyntaxNodes.RegularExpressionLiteral } pattern:
                expression = Call(Pattern, Text(pattern.Raw));
                break;
            case Literal literal:
                Precompute(literal);
                break;
            case BinaryExpression binary:
                binary.Left = Expression(binary.Left);
                binary.Right = Expression(binary.Right);
                expression = binary.Operator == BinaryOperator.Plus && !IsSmall(binary.Left) && !IsSmall(binary.Right) ? Call(Add, binary.Left, binary.Right) : binary;
                break;
            case LogicalExpression logical:
                logical.Left = Expression(logical.Left);
                logical.Right = Expression(logical.Right);
                break;
            case AssignmentExpression assignment:
                expression = Assignment(assignment);
                break;
            case UnaryExpression unary:
                unary.Argument = Expression(unary.Argument);
                break;
            case ConditionalExpression choice:
                choice.Test = Expression(choice.Test);
                choice.Consequent = Expression(choice.Consequent);
                choice.Alternate = Expression(choice.Alternate);
                break;
            case CallExpression call:
                Callee(call);
                break;
            case NewExpression creation:
                Creation(creation);
                break;
            case MemberExpression member:
                Member(member);
                break;
            case ArrayExpression array:
                array.Elements = [.. array.Elements.Select(Expression)];
                break;
            case ObjectExpression literal:
                literal.Properties = [.. literal.Properties];
                foreach (var property in literal.Properties)
                {
                    property.Value = Expression(property.Value);
                }

                break;
            case SequenceExpression sequence:
                sequence.Expressions = [.. sequence.Expressions.Select(e => Expression(e)!)];
                break;
            case FunctionExpression function:
                function.Body = FunctionBody(function.Body);
                break;
        }

        _depth--;
        return expression;
    }

    private Expression Assignment(AssignmentExpression assignment)
    {
        assignment.Left = Expression(assignment.Left);
        assignment.Right = Expression(assignment.Right);
        if (assignment.Operator != AssignmentOperator.PlusAssign || IsSmall(assignment.Right))
        {
            return assignment;
        }

        if (assignment.Left is MemberExpression member)
        {
            var key = member.Computed ? member.Property : Text(((Identifier)member.Property).Name);
            return Call(AddTo, member.Object, key, assignment.Right);
        }

        assignment.Operator = AssignmentOperator.Assign;
        assignment.Right = Call(Add, assignment.Left, assignment.Right);
        return assignment;
    }

    private void Callee(CallExpression call)
    {
        // The tree is shared by all engines; Jint would otherwise store evaluated arguments in it.
        call.CanBeCached = false;
        call.Callee = Expression(call.Callee);
        call.Arguments = [.. call.Arguments.Select(a => Expression(a)!)];
        if (call is { Callee: Identifier { Name: "getVariable" or "setVariable" }, Arguments: [Literal { Value: string name }, ..] })
        {
            _variableNames.Add(name);
        }
    }

    private void Creation(NewExpression creation)
    {
        creation.Callee = Expression(creation.Callee);
        creation.Arguments = [.. (creation.Arguments ?? []).Select(a => Expression(a)!)];
        if (creation is { Callee: Identifier { Name: "Date" } } && !creation.Arguments.Any())
        {
            creation.Arguments = [Call(Now)];
        }
    }

    private void Member(MemberExpression member)
    {
        member.Object = Expression(member.Object);
        if (member.Computed)
        {
            member.Property = Expression(member.Property);
        }
        else if (member is { Object: Identifier { Name: "variables" }, Property: Identifier { Name: var name } })
        {
            _variableNames.Add(name);
        }
    }

    /// <summary>A literal whose addition cannot double anything.</summary>
    private static bool IsSmall(Expression? expression) => expression is Literal { Value: not string } or Literal { Value: string { Length: <= 200 } };

    private static void Precompute(Literal literal)
    {
        literal.CachedValue = literal.Value switch
        {
            null => JsValue.Null,
            string text => new JsValue(text),
            bool flag => flag ? JsValue.True : JsValue.False,
            double number => new JsValue(number),
            _ => literal.CachedValue
        };
        literal.Cached = literal.CachedValue is not null;
    }

    private void Enter()
    {
        if (++_depth > ScriptLimits.Nesting)
        {
            throw new ExpressionException($"脚本嵌套过深：最多 {ScriptLimits.Nesting} 层。");
        }
    }
}
