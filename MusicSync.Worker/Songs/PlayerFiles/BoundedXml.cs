using System.Text;
using System.Xml;

namespace MusicSync.Worker.Songs.PlayerFiles;

/// <summary>XML without declarations of its own, read forward, and only so deep.</summary>
internal sealed class BoundedXml : IDisposable
{
    private const int MaxDepth = 32;

    // Apple's files have a DOCTYPE that names Apple's own declarations; it is passed over and never fetched.
    private static readonly XmlReaderSettings Settings = new()
    {
        CheckCharacters = false,
        DtdProcessing = DtdProcessing.Ignore,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        XmlResolver = null,
    };

    private readonly XmlReader _reader;

    /// <summary>Opens a document at its root.</summary>
    /// <exception cref="SongListException">It declares entities.</exception>
    /// <exception cref="XmlException">It is no XML.</exception>
    public BoundedXml(string text)
    {
        var doctype = text.IndexOf("<!DOCTYPE", StringComparison.OrdinalIgnoreCase);
        if (doctype >= 0 && text.AsSpan(doctype).IndexOfAny('[', '>') is var at and >= 0 && text[doctype + at] == '[')
        {
            throw new SongListException("The XML declares entities of its own, which are not read; remove what stands in [ ] in its DOCTYPE.");
        }

        _reader = XmlReader.Create(new StringReader(text.TrimStart()), Settings);
        _reader.MoveToContent();
    }

    public string Name => _reader.LocalName;

    public int Depth => _reader.Depth;

    public int Line => ((IXmlLineInfo)_reader).LineNumber;

    public bool IsElement => _reader.NodeType == XmlNodeType.Element;

    public bool IsEmptyElement => _reader.IsEmptyElement;

    /// <summary>Goes on by one node.</summary>
    /// <exception cref="SongListException">It is too deep.</exception>
    public bool Read() => _reader.Read() && (_reader.Depth <= MaxDepth
        ? true
        : throw new SongListException($"The XML is nested deeper than {MaxDepth} elements at line {Line}; no list of songs is."));

    /// <summary>Goes on within the element that began at a depth; false at its end.</summary>
    public bool ReadWithin(int depth) => Read() && !(_reader.NodeType == XmlNodeType.EndElement && _reader.Depth <= depth);

    public string? Attribute(string name) => _reader.GetAttribute(name);

    /// <summary>The text of the element, to its end; that of elements in it is left out.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        for (var depth = Depth; !(IsElement && IsEmptyElement && Depth == depth) && ReadWithin(depth);)
        {
            if (_reader.Depth == depth + 1 && _reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace)
            {
                text.Append(_reader.Value);
            }
        }

        return text.ToString();
    }

    /// <summary>The texts of the elements directly below, to the element's end; the first of each name.</summary>
    public Dictionary<string, string> Children()
    {
        var children = new Dictionary<string, string>(StringComparer.Ordinal);
        if (IsEmptyElement)
        {
            return children;
        }

        for (var depth = Depth; ReadWithin(depth);)
        {
            if (IsElement && Depth == depth + 1)
            {
                var name = Name;
                children.TryAdd(name, Text());
            }
        }

        return children;
    }

    public void Dispose() => _reader.Dispose();
}
