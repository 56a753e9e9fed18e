import { catalogue } from '../../../../../../server/catalogue.ts';

interface ImageParams {
  params: Promise<{ course: string; lesson: string; name: string }>;
}

/** A picture of a lesson. Opened by itself it is a document that may do nothing: an author's SVG may hold scripts. */
export async function GET(_request: Request, { params }: ImageParams): Promise<Response> {
  const { course, lesson, name } = await params;
  const { lessons } = await catalogue();
  const image = lessons.get(`${course}/${lesson}`)?.images.find((one) => one.name === name);
  if (!image) return new Response('There is no such picture.', { status: 404 });
  return new Response(Buffer.from(image.bytes), {
    headers: {
      'content-type': image.type,
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'x-content-type-options': 'nosniff',
      // Its address has the lesson's revision in it.
      'cache-control': 'public, max-age=86400',
    },
  });
}
