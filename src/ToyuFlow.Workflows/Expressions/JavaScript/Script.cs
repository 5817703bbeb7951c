using Jint.Parser.Ast;

namespace ToyuFlow.Workflows.Expressions.JavaScript;

/// <summary>A script that was parsed and prepared once. It is not changed by running it.</summary>
/// <param name="Source">The text as the definition has it.</param>
/// <param name="Program">The syntax tree with the guards in it.</param>
/// <param name="Identifiers">The names that the script uses freely.</param>
/// <param name="VariableNames">The names after <c>variables.</c>, and the literal arguments of getVariable and setVariable.</param>
internal sealed record Script(string Source, Program Program, IReadOnlySet<string> Identifiers, IReadOnlySet<string> VariableNames);
