using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.CompilerServices;
using MusicSync.Worker.Temporal;
using Temporalio.Workflows;

namespace MusicSync.Worker.Tests;

/// <summary>
/// Which files hold code that Temporal replays: everything that a workflow's methods call, read from the compiled program and
/// its symbols. Activities are named in expression trees, which hold no call.
/// </summary>
internal static class ReplayedCode
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // Log methods and regular expressions, which the compiler writes.
    private const string Generated = ".g.cs";

    private static readonly Assembly Worker = typeof(TaskQueues).Assembly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>Names of the files, each with one way by which a workflow gets there.</summary>
    public static IReadOnlyDictionary<string, string> Files()
    {
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(Worker.Location, ".pdb")));
        var reader = symbols.GetMetadataReader();
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (method, caller) in Methods())
        {
            if (!IsData(method) && FileOf(reader, method) is { } file && !file.EndsWith(Generated, StringComparison.Ordinal))
            {
                found.TryAdd(file, $"{Name(caller)} -> {Name(method)}");
            }
        }

        return found;
    }

    private static Dictionary<MethodBase, MethodBase?> Methods()
    {
        var reached = new Dictionary<MethodBase, MethodBase?>();
        var open = new Queue<MethodBase>();
        foreach (var type in Worker.GetTypes().Where(type => type.GetCustomAttribute<WorkflowAttribute>() is not null))
        {
            foreach (var method in type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All)))
            {
                Reach(method, caller: null);
            }
        }

        while (open.TryDequeue(out var method))
        {
            foreach (var callee in Callees(method))
            {
                Reach(callee, method);
            }
        }

        return reached;

        void Reach(MethodBase method, MethodBase? caller)
        {
            var definition = method.Module.ResolveMethod(method.MetadataToken)!;
            if (definition.Module.Assembly == Worker && reached.TryAdd(definition, caller))
            {
                open.Enqueue(definition);
            }
        }
    }

    private static IEnumerable<MethodBase> Callees(MethodBase method)
    {
        if (method.GetCustomAttribute<StateMachineAttribute>() is { } machine)
        {
            yield return machine.StateMachineType.GetMethod("MoveNext", All)!;
        }

        foreach (var token in MethodTokens(method.GetMethodBody()?.GetILAsByteArray() ?? []))
        {
            var callee = method.Module.ResolveMethod(
                token, method.DeclaringType?.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null);
            if (callee!.DeclaringType?.Assembly == Worker)
            {
                yield return callee;
            }
        }
    }

    private static IEnumerable<int> MethodTokens(byte[] il)
    {
        for (var i = 0; i < il.Length;)
        {
            var isShort = il[i] != 0xFE;
            var code = OpCodesByValue[isShort ? il[i] : (short)(0xFE00 | il[i + 1])];
            i += isShort ? 1 : 2;
            if (code.OperandType == OperandType.InlineMethod)
            {
                yield return BitConverter.ToInt32(il, i);
            }

            i += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, i)),
                _ => 4,
            };
        }
    }

    /// <summary>Members that the compiler makes of a declaration, and constructors of records: they hold values, no logic.</summary>
    private static bool IsData(MethodBase method) =>
        method.IsDefined(typeof(CompilerGeneratedAttribute))
        || (method.IsConstructor && method.DeclaringType!.GetMethod("<Clone>$", All) is not null);

    private static string? FileOf(MetadataReader reader, MethodBase method)
    {
        var handle = ((MethodDefinitionHandle)MetadataTokens.EntityHandle(method.MetadataToken)).ToDebugInformationHandle();
        var document = reader.GetMethodDebugInformation(handle).GetSequencePoints().Select(point => point.Document).FirstOrDefault();
        return document.IsNil ? null : Path.GetFileName(reader.GetString(reader.GetDocument(document).Name).Replace('\\', '/'));
    }

    private static string Name(MethodBase? method) => method is null ? "workflow" : $"{method.DeclaringType?.Name}.{method.Name}";
}
