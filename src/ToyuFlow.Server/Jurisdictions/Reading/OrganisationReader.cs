using ToyuFlow.Server.Storage;

namespace ToyuFlow.Server.Jurisdictions.Reading;

/// <summary>Reads units, areas, seats, institution types, routes and classes.</summary>
internal sealed class OrganisationReader(SourceReader sources)
{
    public IReadOnlyList<PackUnit> Units(YamlMap root)
    {
        var units = root.Maps("units").Select(map => Done(map, new PackUnit(
            map.Text("id"), map.Text("name"), map.Texts("aliases"), map.Texts("roles"), map.Texts("posts"), sources.Read(map)))).ToList();
        var names = units.SelectMany(unit => unit.Aliases.Append(unit.Name));
        foreach (var twice in names.GroupBy(name => name).Where(group => group.Count() > 1))
        {
            root.Fault("units", $"单位名称「{twice.Key}」重复，无法确定是哪个单位。");
        }
        return units;
    }

    public IReadOnlyList<Area> Areas(YamlMap root) =>
        [.. root.Maps("areas").Select(map =>
        {
            var (name, line) = (map.Text("name"), map.NumberOrNull<int>("line"));
            sources.Check(map, name, line);
            var places = new Dictionary<int, int>();
            foreach (var year in map.Map("places") is { } years ? years.Keys : [])
            {
                places[int.TryParse(year, out var number) ? number : 0] = map.Map("places")!.Number(year);
            }
            return Done(map, new Area(name, map.NumberOrNull<int>("population"), places, new RuleSource(name, RuleOrigin.Document, name, line)));
        })];

    public IReadOnlyList<Seat> Seats(YamlMap root) =>
        [.. root.Maps("seats").Select(map => Done(map, new Seat(map.Text("body"), map.Choice<SeatRank>("rank"), map.Text("job"), sources.Read(map))))];

    public static IReadOnlyList<InstitutionType> Types(YamlMap root) =>
        [.. root.Maps("institution_types").Select(map => Done(map, new InstitutionType(map.Text("code"), map.Text("name"), map.Texts("uscc"))))];

    public IReadOnlyList<RegistrationRoute> Routes(YamlMap root) =>
        [.. root.Maps("registration").Select(map => Done(map, new RegistrationRoute(
            map.Text("type"), map.Text("role"), map.Texts("acts"), map.Texts("pre"), sources.Read(map))))];

    public IReadOnlyList<ChildClass> Classes(YamlMap root) =>
        [.. root.Maps("classes").Select(map => Done(map, new ChildClass(
            map.Text("code"), map.Text("name"), map.Texts("aliases"), map.Number("from_months"), map.Number("to_months"),
            map.Number("max_size"), map.NumberOrNull<int>("children_per_carer"), sources.Read(map, "code"))))];

    private static T Done<T>(YamlMap map, T value)
    {
        map.RefuseUnknownKeys();
        return value;
    }
}
