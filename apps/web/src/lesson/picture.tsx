interface PictureProps {
  /** Where the lesson's pictures are served, the revision in it. */
  base: { path: string; revision: string };
  name: string;
  alt: string;
  title?: string;
  width?: number;
  height?: number;
}

/** A picture of a lesson. Its room is kept while it loads. */
export function Picture({ base, name, alt, title, width, height }: PictureProps) {
  const src = `/courses/${base.path}/images/${encodeURIComponent(name)}?v=${base.revision}`;
  return (
    <span className="block">
      {/* biome-ignore lint/performance/noImgElement: a file of the author's, already as small as it should be */}
      <img
        src={src}
        alt={alt}
        title={title}
        width={width}
        height={height}
        loading="lazy"
        className="h-auto"
      />
    </span>
  );
}
