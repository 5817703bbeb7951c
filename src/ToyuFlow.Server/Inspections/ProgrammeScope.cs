using ToyuFlow.Server.Institutions;
using ToyuFlow.Server.Jurisdictions;

namespace ToyuFlow.Server.Inspections;

/// <summary>Whether an institution belongs to a programme, by the fact that the programme asks for.</summary>
public static class ProgrammeScope
{
    public static bool Covers(InspectionProgramme programme, Institution institution) => institution.IsActive && (programme.Precondition switch
    {
        null or "filed" => true,
        "registered" => institution.RegisteredAt is not null,
        "acceptance-passed" => institution.AcceptedAt is not null,
        "inclusive" => institution.IsInclusive,
        "demonstration" => institution.IsDemonstration,
        var other => throw new InvalidOperationException($"检查“{programme.Name}”要求的条件“{other}”还不能判断。"),
    });
}
