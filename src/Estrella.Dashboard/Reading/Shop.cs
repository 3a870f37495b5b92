using System.Collections.Concurrent;
using Estrella.Dashboard.Serving;
using Estrella.Foundation;
using Estrella.Ledger;
using Estrella.Questions;
using Npgsql;

namespace Estrella.Dashboard.Reading;

/// <summary>The warehouse as pages see it, and the questions that can be asked of it.</summary>
public sealed class Shop : IAsyncDisposable
{
    private const int MostSpare = 8;

    private readonly ServeOptions options;
    private readonly string reader;
    private (DateTime At, QuestionCatalog Catalog)? questions;

    public Shop(ServeOptions options)
    {
        this.options = options;
        reader = ReaderRole.Address(options.ConnectionString, options.Role, options.StatementTimeout);
        Database = NpgsqlDataSource.Create(reader);
        Beside = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(reader) { MaxPoolSize = MostSpare });
        Ledger = new LedgerReader(reader);
    }

    public Settings Settings => options.Settings;

    public string Name => Settings.Shop ?? "Estrella";

    public LedgerReader Ledger { get; }

    /// <summary>The warehouse as the role sees it.</summary>
    internal string Address => reader;

    internal NpgsqlDataSource Database { get; }

    internal AnswerCache Answers { get; } = new();

    /// <summary>Who may take a connection of <see cref="Beside"/>, without waiting: a crowd shares what there is.</summary>
    internal SemaphoreSlim Spare { get; } = new(MostSpare);

    /// <summary>Connections of pages beside their first, apart from those: nobody who waits for an answer holds one back from who asks for it.</summary>
    internal NpgsqlDataSource Beside { get; }

    /// <summary>Values of dimensions, by the query that found them, as of a run.</summary>
    internal (long? Run, ConcurrentDictionary<string, IReadOnlyList<string>> ByQuery) Values { get; set; } = (null, new());

    /// <summary>Shipped questions and the project's own; a file dropped there is seen at once.</summary>
    public QuestionCatalog Questions
    {
        get
        {
            var at = QuestionsChangedAt;
            if (questions is not { } known || known.At != at)
                questions = known = (at, QuestionCatalog.Load(Settings.ProjectFolder));
            return known.Catalog;
        }
    }

    /// <summary>Lets the role read what was published; again when a newer model came with a run.</summary>
    public Task PrepareAsync(CancellationToken cancellation) => ReaderRole.PrepareAsync(options.ConnectionString, options.Role, cancellation);

    public async ValueTask DisposeAsync()
    {
        await Beside.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>When a question of the project's own was written last.</summary>
    internal DateTime QuestionsChangedAt => !Directory.Exists(Settings.QuestionsFolder)
        ? DateTime.MinValue
        : new DirectoryInfo(Settings.QuestionsFolder).EnumerateFiles("*.sql").Select(file => file.LastWriteTimeUtc)
            .Append(Directory.GetLastWriteTimeUtc(Settings.QuestionsFolder)).Max();
}
