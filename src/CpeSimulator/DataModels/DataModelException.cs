namespace CpeSimulator.DataModels;

/// <summary>A request that the data model refuses, with its error code in both protocols.</summary>
public sealed class DataModelException : Exception
{
    public DataModelException(int uspCode, string path, string message)
        : base(message)
    {
        UspCode = uspCode;
        Path = path;
    }

    public DataModelException()
    {
    }

    public DataModelException(string message)
        : base(message)
    {
    }

    public DataModelException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The parameter or object that is wrong.</summary>
    public string Path { get; } = "";

    /// <summary>TR-369 §13.3, 7000 to 7999.</summary>
    public int UspCode { get; } = 7003;

    /// <summary>TR-069 A.5.1, for one parameter.</summary>
    public int CwmpCode => UspCode switch
    {
        7005 => 9004,
        7010 or 7016 or 7018 or 7019 or 7024 or 7026 => 9005,
        7011 => 9006,
        7012 or 7025 => 9007,
        7013 => 9008,
        7022 or 7023 => 9001,
        _ => 9002,
    };

    public static DataModelException UnknownParameter(string path) => new(7010, path, "Unsupported parameter");

    public static DataModelException UnknownPath(string path) => new(7026, path, "Path is not in the data model");

    public static DataModelException NoSuchRow(string path) => new(7016, path, "Object does not exist");

    public static DataModelException InvalidType(string path, string why) => new(7011, path, "Invalid parameter type: " + why);

    public static DataModelException InvalidValue(string path, string why) => new(7012, path, "Invalid parameter value: " + why);

    public static DataModelException ReadOnly(string path) => new(7013, path, "Attempt to set a read-only parameter");

    public static DataModelException NotCreatable(string path) => new(7019, path, "Table does not take rows from a controller");

    public static DataModelException Resources(string path) => new(7005, path, "Resources exceeded");

    public static DataModelException NotUnique(string path) => new(7025, path, "Violates a unique key");
}
