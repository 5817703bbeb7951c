using System.Collections.Concurrent;

namespace ToyuFlow.Workflows.Activities;

/// <summary>The types of activities that a definition may use.</summary>
/// <remarks>Fill it at start; afterwards it may be used by many threads.</remarks>
public sealed class ActivityCatalog
{
    private readonly ConcurrentDictionary<(string Type, int Version), Registration> _byVersion = new();
    private readonly ConcurrentDictionary<string, int> _latest = new(StringComparer.Ordinal);

    /// <summary>A catalog with the activities of the engine; add your own to it.</summary>
    /// <returns>A new catalog.</returns>
    public static ActivityCatalog BuiltIn()
    {
        var catalog = new ActivityCatalog();
        BuiltInActivities.AddTo(catalog);
        return catalog;
    }

    /// <summary>All types, by name and version.</summary>
    public IReadOnlyList<ActivityDescriptor> Descriptors => [.. _byVersion.Values.Select(r => r.Descriptor).OrderBy(d => d.TypeName, StringComparer.Ordinal).ThenBy(d => d.Version)];

    /// <summary>Adds a type.</summary>
    /// <param name="descriptor">The type.</param>
    /// <param name="create">Makes an activity for one run of it, with the services of that run.</param>
    /// <returns>This catalog.</returns>
    /// <exception cref="InvalidOperationException">The type is there already in this version.</exception>
    public ActivityCatalog Add(ActivityDescriptor descriptor, Func<IServiceProvider, Activity> create)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        ArgumentNullException.ThrowIfNull(create);
        if (!_byVersion.TryAdd((descriptor.TypeName, descriptor.Version), new Registration(descriptor, create)))
        {
            throw new InvalidOperationException($"活动类型 {descriptor.TypeName} v{descriptor.Version} 已经登记过。");
        }

        _latest.AddOrUpdate(descriptor.TypeName, descriptor.Version, (_, latest) => Math.Max(latest, descriptor.Version));
        return this;
    }

    /// <summary>Finds a type.</summary>
    /// <param name="type">Its name.</param>
    /// <param name="version">Its version; 0 for the latest.</param>
    /// <returns>The type, or null.</returns>
    public ActivityDescriptor? Find(string type, int version = 0) => FindRegistration(type, version)?.Descriptor;

    /// <summary>The versions of a type.</summary>
    /// <param name="type">Its name.</param>
    /// <returns>The versions, none if the type is not known.</returns>
    public IReadOnlyList<int> Versions(string type) => [.. _byVersion.Keys.Where(k => k.Type == type).Select(k => k.Version).Order()];

    internal Registration? FindRegistration(string type, int version)
    {
        if (version <= 0 && !_latest.TryGetValue(type, out version))
        {
            return null;
        }

        return _byVersion.GetValueOrDefault((type, version));
    }

    internal sealed record Registration(ActivityDescriptor Descriptor, Func<IServiceProvider, Activity> Create);
}
