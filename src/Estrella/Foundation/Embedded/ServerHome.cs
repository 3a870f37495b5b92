using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Estrella.Foundation.Embedded;

/// <summary>What is chosen once for a project and kept, so that a saved connection stays good.</summary>
internal sealed record SavedServer(int Port, string Password, string Binaries, int MajorVersion);

/// <summary>The folder of one project's server: its data, its log, and the file with port and password.</summary>
internal sealed record ServerHome(string Root, string Folder)
{
    const UnixFileMode OpenFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public string Data => Path.Combine(Folder, "data");

    public string Log => Path.Combine(Folder, "server.log");

    public string Lock => Path.Combine(Folder, "start.lock");

    public string SavedFile => Path.Combine(Folder, "server.json");

    /// <summary>
    /// Written last into a new cluster, and holding its name: what lacks it was never completed. The server carries
    /// the name on its command line and in the titles of its processes, which every account may read.
    /// </summary>
    public string Marker => MarkerIn(Data);

    /// <summary>The name of the cluster in <see cref="Data"/>, or null when none was completed.</summary>
    public string? ClusterName => File.Exists(Marker) ? File.ReadAllText(Marker).Trim() : null;

    public string Binaries => Path.Combine(Root, "binaries");

    public static string MarkerIn(string data) => Path.Combine(data, "estrella.cluster");

    static bool IsRoot => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    public static ServerHome Of(EmbeddedServerOptions options)
    {
        var root = Path.GetFullPath(options.HomeFolder ?? DefaultRoot());
        return new ServerHome(root, Path.Combine(root, KeyOf(options.ProjectFolder)));
    }

    /// <summary>The project's folder name, for people, and a hash of its path, for uniqueness.</summary>
    internal static string KeyOf(string projectFolder)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(projectFolder));
        if (OperatingSystem.IsWindows())
            path = path.ToLowerInvariant();
        var name = string.Concat(Path.GetFileName(path).ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
        name = name.Trim('-') is { Length: > 0 } some ? some : "project";
        return $"{name[..Math.Min(name.Length, 32)]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..10]}";
    }

    static string DefaultRoot()
    {
        // XDG_DATA_HOME is not asked as root: under sudo it may still be a user's, which the account cannot enter.
        if (IsRoot)
            return "/var/lib/estrella";
        // Without HOME the runtime asks the password database. On Linux this is XDG_DATA_HOME, else ~/.local/share.
        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        if (local.Length == 0)
            throw new EstrellaException(ExitCode.NoDatabase, "no place for the embedded server's data: this account has no home folder", "set ESTRELLA_HOME to a folder this account may write to");
        return Path.Combine(local, "estrella");
    }

    /// <summary>Makes the folders. As root they can be entered by the server's account; else by nobody but us.</summary>
    public void Prepare()
    {
        MakeReachable(Root);
        MakeReachable(Folder);
        if (!OperatingSystem.IsWindows() && !IsRoot)
            OwnerOnly.MakeFolder(Folder);
    }

    /// <summary>Makes a folder and those above it that are missing; as root, whatever the umask, others may enter what it made.</summary>
    public static void MakeReachable(string folder)
    {
        if (Directory.Exists(folder))
            return;
        if (Path.GetDirectoryName(folder) is { Length: > 0 } parent)
            MakeReachable(parent);
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows() && IsRoot)
            File.SetUnixFileMode(folder, OpenFolder);
    }

    public SavedServer? ReadSaved()
    {
        if (!File.Exists(SavedFile))
            return null;
        try
        {
            return JsonSerializer.Deserialize<SavedServer>(File.ReadAllText(SavedFile), Json);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new EstrellaException(
                ExitCode.NoDatabase,
                $"{SavedFile} may not be read: the embedded server of this project belongs to another account",
                "run estrella as that account, or set ESTRELLA_HOME to a folder of your own",
                failure);
        }
        catch (JsonException failure)
        {
            throw new EstrellaException(
                ExitCode.NoDatabase,
                $"{SavedFile}: expected the server's port and password as JSON: {failure.Message}",
                $"repair the file, or remove {Folder} to begin with an empty database",
                failure);
        }
    }

    /// <summary>Replaces the file in one step: whoever reads it sees the old or the new one, whole.</summary>
    public void Save(SavedServer saved)
    {
        var next = SavedFile + ".next";
        File.Delete(next);
        WriteForOwner(next, JsonSerializer.Serialize(saved, Json) + "\n");
        File.Move(next, SavedFile, overwrite: true);
    }

    /// <summary>The ports other projects have chosen: not taken at the moment perhaps, but promised.</summary>
    public IReadOnlySet<int> PortsOfOthers() => Directory.GetDirectories(Root)
        .Where(folder => folder != Folder)
        .Select(folder => new ServerHome(Root, folder))
        .Select(other => File.Exists(other.SavedFile) ? other.ReadPort() : null)
        .OfType<int>()
        .ToHashSet();

    int? ReadPort()
    {
        try
        {
            return ReadSaved()?.Port;
        }
        catch (EstrellaException)
        {
            // A damaged neighbour has promised its port to nobody.
            return null;
        }
    }

    /// <summary>Writes a file only its owner may read.</summary>
    public static void WriteForOwner(string path, string text)
    {
        using var writer = new StreamWriter(OwnerOnly.Open(path, FileMode.CreateNew), Utf8);
        writer.Write(text);
    }

    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
}
