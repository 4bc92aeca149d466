using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;

namespace Databases;

/// <summary>SQLite's file as the migrations leave it, made once for all tests of a project: few of them are about migrations.</summary>
public static class MigratedSqlite
{
    private static readonly Lazy<byte[]> _file = new(Make);

    /// <param name="directory">A data directory that no server has used yet.</param>
    public static void In(string directory) => File.WriteAllBytes(Path.Combine(directory, "acs.db"), _file.Value);

    private static byte[] Make()
    {
        var directory = Directory.CreateTempSubdirectory("acs-migrated-");
        try
        {
            var path = Path.Combine(directory.FullName, "acs.db");
            using (var db = new SqliteAcsDbContext(new DbContextOptionsBuilder<SqliteAcsDbContext>().UseSqlite($"Data Source={path};Pooling=False").Options))
            {
                db.Database.Migrate();
            }

            return File.ReadAllBytes(path);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
