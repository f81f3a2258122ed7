using System.Runtime.CompilerServices;

namespace HpcClient.Jinja.Rendering;

/// <summary>Turns nesting without end (of a template, or of a list that holds itself) into an error; a stack overflow would end the process.</summary>
internal static class StackGuard
{
    /// <summary>Call wherever a method leads back to itself.</summary>
    public static void Check()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new JinjaException("the template, or a value in it, is nested too deeply");
        }
    }
}
