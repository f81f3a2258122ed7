using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Filters;

/// <summary>What stands after <c>|</c>: makes a value of another.</summary>
internal delegate JinjaValue Filter(RenderState state, JinjaValue value, Arguments arguments);
