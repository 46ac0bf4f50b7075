#pragma once

#include <QByteArray>
#include <QPaintDevice>
#include <QSize>
#include <QString>

#include <memory>

namespace tokamark::ui {

/// A paint device that writes SVG with text as outlines, so that a picture looks the same without the fonts it was made
/// with. (Qt's own generator writes text elements and ignores clipping.) One thread; lives while a picture is drawn.
class SvgDevice final : public QPaintDevice {
public:
    SvgDevice(const QSize &size, const QString &title);
    ~SvgDevice() override;
    SvgDevice(const SvgDevice &) = delete;
    SvgDevice &operator=(const SvgDevice &) = delete;

    /// The document; call once painting has ended.
    [[nodiscard]] QByteArray document() const;
    [[nodiscard]] QPaintEngine *paintEngine() const override;

protected:
    [[nodiscard]] int metric(PaintDeviceMetric metric) const override;

private:
    class Engine;
    QSize m_size;
    QString m_title;
    std::unique_ptr<Engine> m_engine;
};

} // namespace tokamark::ui
