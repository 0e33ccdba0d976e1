// SPDX-License-Identifier: MIT
#include "ui/widgets/icon.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QLoggingCategory>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

/// Resources of a static library must be named once, outside of any namespace.
static void registerResources()
{
    Q_INIT_RESOURCE(plectrum);
}

namespace plectrum::ui {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(logIcon, "plectrum.ui.icon")

QColor strokeColour(QIcon::Mode mode)
{
    const QPalette palette = QGuiApplication::palette();
    if (mode == QIcon::Disabled)
        return palette.color(QPalette::Disabled, QPalette::ButtonText);
    return palette.color(QPalette::Active, QPalette::ButtonText);
}

/// Paints the text of an SVG whose "currentColor" is the palette's colour at the time of painting.
class StrokeIconEngine final : public QIconEngine
{
public:
    StrokeIconEngine(QString name, QByteArray svg)
        : m_name(std::move(name))
        , m_svg(std::move(svg))
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        QByteArray coloured = m_svg;
        coloured.replace("currentColor", strokeColour(mode).name().toLatin1());
        QSvgRenderer(coloured).render(painter, QRectF(rect));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        const QString key = u"plectrum:%1:%2x%3:%4"_s.arg(m_name)
                                .arg(size.width())
                                .arg(size.height())
                                .arg(strokeColour(mode).rgba());
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        painter.end();
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state,
                         qreal scale) override
    {
        QPixmap scaled = pixmap(size, mode, state);
        scaled.setDevicePixelRatio(scale);
        return scaled;
    }

    QString key() const override { return u"plectrum-stroke"_s; }
    QIconEngine* clone() const override { return new StrokeIconEngine(*this); }
    QString iconName() override { return m_name; }
    bool isNull() override { return false; }

private:
    QString m_name;
    QByteArray m_svg;
};

} // namespace

QIcon icon(const QString& name)
{
    registerResources();
    QFile file(u":/icons/"_s + name + u".svg"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        qCWarning(logIcon, "no icon named %s", qUtf8Printable(name));
        return {};
    }
    return QIcon(new StrokeIconEngine(name, file.readAll()));
}

} // namespace plectrum::ui
