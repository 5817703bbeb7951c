using ToyuFlow.Benchmarks.Engine;
using ToyuFlow.Benchmarks.Migrations;

return args switch
{
    ["migrations", "add", var name] => Scaffolder.Add(name),
    ["migrations", "reset"] => Scaffolder.Reset(),
    ["engine"] => EngineBench.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: migrations add NAME | migrations reset | engine");
    return 2;
}
