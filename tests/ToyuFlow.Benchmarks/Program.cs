using ToyuFlow.Benchmarks.Migrations;

return args switch
{
    ["migrations", "add", var name] => Scaffolder.Add(name),
    ["migrations", "reset"] => Scaffolder.Reset(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: migrations add NAME | migrations reset");
    return 2;
}
